package io.walkdown.simulator;

import io.walkdown.simulator.ModbusSpec.Gateway;
import io.walkdown.simulator.ModbusSpec.Registers;
import io.walkdown.simulator.ModbusSpec.Unit;
import io.walkdown.simulator.ModbusSpec.WrongUnit;
import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.Understood.Step;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A Modbus/TCP device's side of one connection (Modbus Messaging on TCP/IP V1.0b, Modbus
/// Application Protocol V1.1b3).
///
/// The list of harmless requests: function 43/14 with read codes 01-04 (6.21), function 17 (6.13)
/// and function 03 (6.3) inside a block that the plant file declares as identification; each to a
/// unit that the plant file lists. There is no opening and no closing frame.
final class ModbusDialogue implements Dialogue {

    private static final int HEADER = 7;
    private static final int READ_REGISTERS = 0x03;
    private static final int REPORT_SERVER_ID = 0x11;
    private static final int ENCAPSULATED = 0x2b;
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;
    private static final int UNIT_SILENT = 0x0b;

    private final Supplier<ModbusSpec> spec;
    private final ReentrantLock bus;
    private final IntSupplier openConnections;

    /// @param bus the serial line behind the device: one exchange at a time, whoever asks
    /// @param openConnections how many TCP connections the device has open now
    ModbusDialogue(Supplier<ModbusSpec> spec, ReentrantLock bus, IntSupplier openConnections) {
        this.spec = spec;
        this.bus = bus;
        this.openConnections = openConnections;
    }

    @Override
    public int frameLength(byte[] buffer, int count) {
        if (count < 6) {
            return MORE;
        }
        int length = (buffer[4] & 0xff) << 8 | (buffer[5] & 0xff);
        boolean modbus = buffer[2] == 0 && buffer[3] == 0 && length >= 2 && length <= 254;
        return modbus ? 6 + length : FOREIGN;
    }

    @Override
    public Understood understand(Bytes frame) {
        int id = frame.u8(6);
        @Nullable Unit unit = unit(id);
        @Nullable Fault fault =
                unit == null
                        ? new Fault("S1", "unit " + id + " is not listed")
                        : fault(frame, unit);
        // the transaction id (bytes 0-1) is the request's only variable part
        return Understood.harmless(
                        Step.READ,
                        frame.from(4).toString(),
                        () -> answer(frame, Optional.ofNullable(unit)))
                .blamed(fault);
    }

    private @Nullable Unit unit(int id) {
        return spec.get().units().get(id);
    }

    private static @Nullable Fault fault(Bytes frame, Unit unit) {
        boolean harmless =
                switch (frame.u8(7)) {
                    case ENCAPSULATED -> readsIdentification(frame);
                    case REPORT_SERVER_ID -> frame.length() == HEADER + 1;
                    case READ_REGISTERS -> frame.length() == 12 && readsNameplate(frame, unit);
                    default -> false;
                };
        return harmless
                ? null
                : new Fault("S1", "Modbus request " + frame.from(7) + " does not identify");
    }

    private static boolean readsIdentification(Bytes frame) {
        return frame.length() == 11 && frame.u8(8) == 0x0e && frame.u8(9) >= 1 && frame.u8(9) <= 4;
    }

    private static boolean readsNameplate(Bytes frame, Unit unit) {
        return unit.registers().stream()
                .anyMatch(block ->
                        block.identification() && block.covers(frame.u16(8), frame.u16(10)));
    }

    private Reply answer(Bytes frame, Optional<Unit> unit) throws InterruptedException {
        @Nullable Gateway gateway = spec.get().gateway();
        if (gateway != null) {
            return overTheBus(frame, unit, gateway);
        }
        if (unit.isPresent() && !unit.get().absent()) {
            return Reply.of(answerOf(unit.get(), frame));
        }
        return wrongUnit(frame, spec.get().wrongUnit());
    }

    private Reply wrongUnit(Bytes frame, WrongUnit manner) {
        return switch (manner) {
            case EXCEPTION -> Reply.of(exception(frame, UNIT_SILENT));
            case SILENT -> Reply.NOTHING;
            case ANSWER -> Reply.of(answerOf(spec.get().units().values().iterator().next(), frame));
        };
    }

    private Reply overTheBus(Bytes frame, Optional<Unit> unit, Gateway gateway)
            throws InterruptedException {
        bus.lockInterruptibly();
        try {
            if (unit.isEmpty() || unit.get().absent()) {
                Pause.millis(gateway.timeoutMs());
                return Reply.of(exception(frame, UNIT_SILENT));
            }
            Pause.millis(gateway.busDelayMs());
            return Reply.of(answerOf(unit.get(), frame));
        } finally {
            bus.unlock();
        }
    }

    private Bytes answerOf(Unit unit, Bytes frame) {
        return switch (frame.u8(7)) {
            case ENCAPSULATED -> identification(unit, frame);
            case REPORT_SERVER_ID -> serverId(unit, frame);
            case READ_REGISTERS -> registers(unit, frame);
            default -> exception(frame, ILLEGAL_FUNCTION);
        };
    }

    private static Bytes identification(Unit unit, Bytes frame) {
        if (unit.objectsException() > 0) {
            return exception(frame, unit.objectsException());
        }
        if (unit.conformity() == 0 || frame.length() != 11 || frame.u8(8) != 0x0e) {
            return exception(frame, ILLEGAL_FUNCTION);
        }
        DeviceObjects objects = new DeviceObjects(unit);
        return switch (frame.u8(9)) {
            case 1, 2, 3 -> reply(frame, objects.stream(frame.u8(9), frame.u8(10)));
            case 4 ->
                    objects.single(frame.u8(10))
                            .map(data -> reply(frame, data))
                            .orElseGet(() -> exception(frame, ILLEGAL_ADDRESS));
            default -> exception(frame, ILLEGAL_VALUE);
        };
    }

    private static Bytes serverId(Unit unit, Bytes frame) {
        @Nullable String serverId = unit.serverId();
        if (serverId == null || frame.length() != HEADER + 1) {
            return exception(frame, ILLEGAL_FUNCTION);
        }
        byte[] text = Bytes.text(serverId);
        ByteBuffer data = ByteBuffer.allocate(2 + text.length);
        // byte count, server id, then FF: the server runs
        data.put((byte) (text.length + 1)).put(text).put((byte) 0xff);
        return reply(frame, Bytes.written(data));
    }

    private Bytes registers(Unit unit, Bytes frame) {
        int count = frame.length() == 12 ? frame.u16(10) : 0;
        if (count < 1 || count > 125) {
            return exception(frame, ILLEGAL_VALUE);
        }
        return unit.registers().stream()
                .filter(block -> block.covers(frame.u16(8), count))
                .findFirst()
                .map(block -> reply(frame, values(block, frame.u16(8), count)))
                .orElseGet(() -> exception(frame, ILLEGAL_ADDRESS));
    }

    private Bytes values(Registers block, int from, int count) {
        ByteBuffer data = ByteBuffer.allocate(1 + 2 * count).put((byte) (2 * count));
        for (int register = from; register < from + count; register++) {
            int value =
                    block.openConnections()
                            ? openConnections.getAsInt()
                            : block.words().get(register - block.address());
            data.putShort((short) value);
        }
        return Bytes.written(data);
    }

    private static Bytes exception(Bytes frame, int code) {
        return adu(frame, frame.u8(7) | 0x80, Bytes.hex("%02x".formatted(code)));
    }

    private static Bytes reply(Bytes frame, Bytes data) {
        return adu(frame, frame.u8(7), data);
    }

    private static Bytes adu(Bytes request, int function, Bytes data) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + 1 + data.length());
        frame.putShort((short) request.u16(0)).putShort((short) 0);
        frame.putShort((short) (2 + data.length())).put((byte) request.u8(6));
        return Bytes.written(frame.put((byte) function).put(data.toArray()));
    }
}
