package io.walkdown.scanner.modbus;

import io.walkdown.scanner.wire.OperationAllowList;
import java.util.Optional;
import java.util.Set;

/// The only Modbus operations that may leave: Read Device Identification, Report Server ID, and the
/// one WAGO register that counts open connections (S1). All else objects, whatever the plan says.
///
/// The unit must be one that the visit declares. Unit 0, which is the broadcast of a serial line,
/// is therefore refused unless it is declared, and [ModbusParameters] lets only a native device
/// declare it.
///
/// @param units the declared unit ids
record ModbusOperations(Set<Integer> units) implements OperationAllowList {
    private static final int PDU = 7;

    public ModbusOperations {
        units = Set.copyOf(units);
    }

    @Override
    public Optional<String> objection(byte[] frame) {
        if (frame.length <= PDU) {
            return Optional.of("frame of " + frame.length + " bytes has no function code");
        }
        if (u16(frame, 2) != 0) {
            return Optional.of("protocol id " + u16(frame, 2) + " is not 0");
        }
        if (u16(frame, 4) != frame.length - 6) {
            return Optional.of(
                    "length field %d does not match %d bytes"
                            .formatted(u16(frame, 4), frame.length));
        }
        int unit = frame[6] & 0xFF;
        return units.contains(unit)
                ? operation(frame)
                : Optional.of("unit " + unit + " is not declared");
    }

    private static Optional<String> operation(byte[] frame) {
        int function = frame[PDU] & 0xFF;
        boolean allowed =
                switch (function) {
                    case 0x2B -> readsDeviceIdentification(frame);
                    case 0x11 -> frame.length == PDU + 1;
                    case 0x03 -> readsOpenConnections(frame);
                    default -> false;
                };
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "function 0x%02X in this form reads no identification object"
                                .formatted(function));
    }

    private static boolean readsDeviceIdentification(byte[] frame) {
        return frame.length == PDU + 4
                && frame[PDU + 1] == 0x0E
                && (frame[PDU + 3] & 0xFF) <= lastObject(frame[PDU + 2]);
    }

    /// The last object id that stream access with that code reads (6.21); -1 for every other code,
    /// that of individual access among them.
    private static int lastObject(int code) {
        return switch (code) {
            case 1 -> 0x02;
            case 2 -> 0x7F;
            case 3 -> 0xFF;
            default -> -1;
        };
    }

    private static boolean readsOpenConnections(byte[] frame) {
        return frame.length == PDU + 5
                && u16(frame, PDU + 1) == ModbusFrames.OPEN_CONNECTIONS_REGISTER
                && u16(frame, PDU + 3) == 1;
    }

    private static int u16(byte[] frame, int offset) {
        return (frame[offset] & 0xFF) << 8 | (frame[offset + 1] & 0xFF);
    }
}
