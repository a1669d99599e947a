package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.OperationAllowList;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The only S7 operations that may leave: connect, set up, read SZL 0x0011 or 0x001C and its
/// continuation, disconnect (S1). All else objects, whatever the plan says: reading or writing
/// variables, blocks, starting and stopping, passwords, the clock.
record S7Operations() implements OperationAllowList {
    private static final int TPKT = 4;
    private static final int CONNECTION_REQUEST = 0xE0;
    private static final int DISCONNECT_REQUEST = 0x80;
    private static final int DATA = 0xF0;
    private static final int JOB = 0x01;
    private static final int USER_DATA = 0x07;
    private static final int SETUP_COMMUNICATION = 0xF0;
    private static final Set<Integer> LISTS = Set.of(0x0011, 0x001C);

    @Override
    public Optional<String> objection(byte[] frame) {
        if (frame.length < TPKT + 3 || frame[0] != 3 || u16(frame, 2) != frame.length) {
            return Optional.of("no single TPKT frame of %d bytes".formatted(frame.length));
        }
        int type = frame[TPKT + 1] & 0xFF;
        boolean allowed =
                switch (type) {
                    case CONNECTION_REQUEST -> fills(frame) && frame.length == 22;
                    case DISCONNECT_REQUEST -> fills(frame) && frame.length == 11;
                    case DATA -> frame[TPKT] == 2 && (frame[TPKT + 2] & 0xFF) == 0x80 && s7(frame);
                    default -> false;
                };
        return allowed
                ? Optional.empty()
                : Optional.of("TPDU 0x%02X in this form reads no identification".formatted(type));
    }

    /// A connect or disconnect is its COTP header and nothing behind it.
    private static boolean fills(byte[] frame) {
        return (frame[TPKT] & 0xFF) == frame.length - TPKT - 1;
    }

    private static boolean s7(byte[] frame) {
        if (frame.length < 19 || frame[7] != 0x32) {
            return false;
        }
        int parameters = u16(frame, 13);
        int data = u16(frame, 15);
        if (17 + parameters + data != frame.length) {
            return false;
        }
        return switch (frame[8]) {
            case JOB -> parameters == 8 && data == 0 && (frame[17] & 0xFF) == SETUP_COMMUNICATION;
            case USER_DATA -> readsList(frame, parameters) || continuesList(frame, parameters);
            default -> false;
        };
    }

    /// Parameter head 00 01 12, length, method 11 request, 44 CPU function request, 01 read SZL.
    private static boolean readsList(byte[] frame, int parameters) {
        return parameters == 8
                && frame.length == 33
                && starts(frame, 17, 0x00, 0x01, 0x12, 0x04, 0x11, 0x44, 0x01)
                && starts(frame, 25, 0xFF, 0x09, 0x00, 0x04)
                && LISTS.contains(u16(frame, 29))
                && u16(frame, 31) == 0;
    }

    /// The same with method 12, continuation, and no data of its own.
    private static boolean continuesList(byte[] frame, int parameters) {
        return parameters == 12
                && frame.length == 33
                && starts(frame, 17, 0x00, 0x01, 0x12, 0x08, 0x12, 0x44, 0x01)
                && starts(frame, 25, 0x00, 0x00, 0x00, 0x00)
                && starts(frame, 29, 0x0A, 0x00, 0x00, 0x00);
    }

    private static boolean starts(byte[] frame, int offset, int... bytes) {
        byte[] expected = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            expected[i] = (byte) bytes[i];
        }
        return Arrays.equals(frame, offset, offset + expected.length, expected, 0, expected.length);
    }

    private static int u16(byte[] frame, int offset) {
        return (frame[offset] & 0xFF) << 8 | (frame[offset + 1] & 0xFF);
    }
}
