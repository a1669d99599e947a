package io.walkdown.simulator;

import java.util.List;
import java.util.Optional;

/// What the plant's panel says to a device: how it opens and what it polls, protocol by protocol.
sealed interface PanelTalk {

    /// The frames that open the protocol, each answered before the next.
    List<Bytes> opening();

    /// Takes the answer to one of the opening frames.
    default void opened(Bytes answer) {}

    Bytes poll();

    /// As [Dialogue#frameLength(byte[], int)], for answers.
    int frameLength(byte[] buffer, int count);

    static PanelTalk with(DeviceSpec device) {
        return switch (device.protocol()) {
            case S7 -> new S7(Spec.required("s7", device.s7()));
            case MODBUS -> new Modbus(Spec.required("modbus", device.modbus()));
            case ENIP -> new Enip();
        };
    }

    /// An operator panel's connection (group 02) that reads one byte of a data block.
    record S7(S7Spec cpu) implements PanelTalk {

        private static final Bytes SETUP =
                Bytes.hex("03000019 02f080 32010000000100080000 f0000001000100f0");
        private static final Bytes READ_DB1 =
                Bytes.hex(
                        "0300001f 02f080 320100000002000e0000 0401 120a10 02 0001 0001 84 000000");

        @Override
        public List<Bytes> opening() {
            Bytes connect =
                    Bytes.hex(
                            "03000016 11e00000000100 c1020200 c20202%02x c0010a"
                                    .formatted(cpu.place()));
            return List.of(connect, SETUP);
        }

        @Override
        public Bytes poll() {
            return READ_DB1;
        }

        @Override
        public int frameLength(byte[] buffer, int count) {
            return new S7Dialogue(() -> cpu).frameLength(buffer, count);
        }
    }

    /// Reads the first register that is process data, or register 0.
    record Modbus(ModbusSpec spec) implements PanelTalk {

        @Override
        public List<Bytes> opening() {
            return List.of();
        }

        @Override
        public Bytes poll() {
            int unit = spec.units().keySet().stream().min(Integer::compare).orElse(255);
            Optional<ModbusSpec.Unit> asked = Optional.ofNullable(spec.units().get(unit));
            int register =
                    asked.stream()
                            .flatMap(known -> known.registers().stream())
                            .filter(block -> !block.identification())
                            .mapToInt(ModbusSpec.Registers::address)
                            .min()
                            .orElse(0);
            return Bytes.hex("0001 0000 0006 %02x 03 %04x 0001".formatted(unit, register));
        }

        @Override
        public int frameLength(byte[] buffer, int count) {
            return count < 6 ? Dialogue.MORE : 6 + ((buffer[4] & 0xff) << 8 | (buffer[5] & 0xff));
        }
    }

    /// A session in which the device's own identity is read.
    final class Enip implements PanelTalk {

        private static final Bytes REGISTER =
                Bytes.hex("6500 0400 00000000 00000000 0000000000000000 00000000 0100 0000");
        private Bytes session = Bytes.hex("00000000");

        @Override
        public List<Bytes> opening() {
            return List.of(REGISTER);
        }

        @Override
        public void opened(Bytes answer) {
            session = answer.from(4).first(4);
        }

        @Override
        public Bytes poll() {
            return Bytes.hex(
                    "6f00 1600 "
                            + session
                            + "00000000 0000000000000000 00000000"
                            + "00000000 0000 0200 00000000 b200 0600 010220012401");
        }

        @Override
        public int frameLength(byte[] buffer, int count) {
            return count < EnipDialogue.HEADER
                    ? Dialogue.MORE
                    : EnipDialogue.HEADER + ((buffer[3] & 0xff) << 8 | (buffer[2] & 0xff));
        }
    }
}
