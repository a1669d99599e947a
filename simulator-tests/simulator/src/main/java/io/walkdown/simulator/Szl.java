package io.walkdown.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The two system status lists (SZL) by which an S7 CPU identifies itself.
///
/// | list | record | layout |
/// |---|---|---|
/// | 0011 | 28 bytes | index, order number 20 characters, type, two version words |
/// | 001C | 34 bytes | index, text 32 characters filled with zeros |
final class Szl {

    private Szl() {}

    /// Whether this list and index is one that identification may ask for.
    static boolean identifies(int id, int index) {
        return switch (id) {
            case 0x0011, 0x001c -> index == 0;
            case 0x0111 -> index == 1 || index == 6 || index == 7 || index == 0x81;
            case 0x011c -> index >= 1 && index <= 0x0b;
            default -> false;
        };
    }

    /// The list with its head, or null when this CPU does not have it. Real CPUs give the whole of
    /// 0011 and 001C whatever the index says, so does this one.
    static @Nullable Bytes list(S7Spec cpu, int id, int index) {
        boolean single = (id & 0xff00) == 0x0100;
        int full = id & 0x00ff;
        if ((id & 0xfe00) != 0 || !cpu.has(full)) {
            return null;
        }
        List<Bytes> records = full == 0x11 ? modules(cpu) : components(cpu);
        if (single) {
            records = records.stream().filter(entry -> entry.u16(0) == index).toList();
        }
        return records.isEmpty() ? null : withHead(id, single ? index : 0, records);
    }

    private static Bytes withHead(int id, int index, List<Bytes> records) {
        int size = records.getFirst().length();
        ByteBuffer list = ByteBuffer.allocate(8 + size * records.size());
        list.putShort((short) id).putShort((short) index);
        list.putShort((short) size).putShort((short) records.size());
        records.forEach(entry -> list.put(entry.toArray()));
        return Bytes.written(list);
    }

    private static List<Bytes> modules(S7Spec cpu) {
        int[] firmware = numbers(cpu.firmware());
        int[] boot = numbers(cpu.bootLoader());
        return List.of(
                module(1, cpu.orderNumber(), 0x00c0, cpu.hardware(), 1),
                module(6, cpu.orderNumber(), 0x00c0, cpu.hardware(), 1),
                module(7, "", 0x00c0, ('V' << 8) | firmware[0], (firmware[1] << 8) | firmware[2]),
                module(0x81, "Boot Loader", 0, ('A' << 8) | boot[0], (boot[1] << 8) | boot[2]));
    }

    private static Bytes module(int index, String order, int type, int version, int more) {
        ByteBuffer entry = ByteBuffer.allocate(28).putShort((short) index);
        entry.put(Bytes.text(order, 20, ' '));
        entry.putShort((short) type).putShort((short) version).putShort((short) more);
        return Bytes.written(entry);
    }

    private static int[] numbers(String version) {
        String[] parts = version.substring(1).split("\\.", -1);
        return new int[] {
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
        };
    }

    private static List<Bytes> components(S7Spec cpu) {
        List<Bytes> records = new ArrayList<>();
        records.add(component(1, cpu.systemName()));
        records.add(component(2, cpu.moduleName()));
        records.add(component(3, cpu.plantId()));
        records.add(component(4, "Original Siemens Equipment"));
        records.add(component(5, cpu.serial()));
        records.add(component(7, cpu.moduleType()));
        records.add(component(8, cpu.memoryCard()));
        // manufacturer 002A is Siemens, then the profile (F600) and its type
        records.add(
                Bytes.written(
                        ByteBuffer.allocate(34)
                                .put(Bytes.hex("0009 002a f600 0001").toArray())
                                .put(new byte[26])));
        records.add(component(0x0a, ""));
        records.add(component(0x0b, cpu.location()));
        return records;
    }

    private static Bytes component(int index, String text) {
        ByteBuffer entry = ByteBuffer.allocate(34).putShort((short) index);
        return Bytes.written(entry.put(Bytes.text(text, 32, '\0')));
    }
}
