package io.walkdown.simulator;

import io.walkdown.simulator.ModbusSpec.Unit;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A unit's device identification objects, and how read codes select and cut them (Modbus
/// Application Protocol V1.1b3, 6.21).
///
/// | offset after function | field |
/// |---|---|
/// | 0 | MEI type 0E |
/// | 1 | read code |
/// | 2 | conformity, 80 added when objects can be read one by one |
/// | 3 | FF when more follows |
/// | 4 | id to go on with |
/// | 5 | count of objects |
/// | 6 | id, length, value of each |
final class DeviceObjects {

    /// A PDU has 253 bytes: less the function code and the six bytes above.
    private static final int ROOM = 253 - 7;

    private final Unit unit;

    DeviceObjects(Unit unit) {
        this.unit = unit;
    }

    /// Answers read codes 01-03. A code above the unit's conformity is answered at its own level,
    /// and an unknown first object restarts at object 0: the standard says both.
    Bytes stream(int code, int from) {
        List<Integer> ids = upTo(Math.min(code, unit.conformity()));
        int start = Math.max(0, ids.indexOf(from));
        ByteBuffer data = ByteBuffer.allocate(6 + ROOM);
        data.position(6);
        int next = start;
        while (next < ids.size() && next - start < unit.maxObjects() && fits(data, ids.get(next))) {
            put(data, ids.get(next++));
        }
        boolean more = next < ids.size();
        data.put(0, (byte) 0x0e).put(1, (byte) code).put(2, (byte) conformity());
        data.put(3, (byte) (more ? 0xff : 0)).put(4, (byte) (more ? ids.get(next) : 0));
        return Bytes.written(data.put(5, (byte) (next - start)));
    }

    /// Answers read code 04, unless the unit has no such object or cannot be read one by one.
    Optional<Bytes> single(int id) {
        if (!unit.single() || !unit.objects().containsKey(id)) {
            return Optional.empty();
        }
        ByteBuffer data = ByteBuffer.allocate(6 + ROOM);
        data.put(Bytes.hex("0e 04").toArray()).put((byte) conformity());
        put(data.put(Bytes.hex("00 00 01").toArray()), id);
        return Optional.of(Bytes.written(data));
    }

    private int conformity() {
        return unit.conformity() | (unit.single() ? 0x80 : 0);
    }

    private List<Integer> upTo(int level) {
        int last = level == 1 ? 0x02 : level == 2 ? 0x06 : 0xff;
        return unit.objects().keySet().stream().filter(id -> id <= last).sorted().toList();
    }

    private boolean fits(ByteBuffer data, int id) {
        return data.remaining() >= 2 + value(id).length;
    }

    private void put(ByteBuffer data, int id) {
        data.put((byte) id).put((byte) value(id).length).put(value(id));
    }

    private byte[] value(int id) {
        return Bytes.text(unit.objects().getOrDefault(id, ""));
    }
}
