package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.OperationAllowList;
import java.util.List;
import java.util.Optional;

/// The six frames that may leave, told by their bytes alone (S1): COTP connect and disconnect, S7
/// setup, the reads of SZL 0x0011 and 0x001C with index 0, and the continuation of such a read.
///
/// Each is compared whole, so nothing else passes: no variable, block, program, clock, password or
/// operating-state service, no other TSAP, no other list, no tail, no second frame behind the
/// first. `..` stands for a byte that the conversation decides: references, the sequence number.
/// The guard's template holds those down; this list holds down what no template may ever say.
///
/// @param remoteTsap the one TSAP that may be called, 0 to 0xFFFF
record S7Operations(int remoteTsap) implements OperationAllowList {
    /// TPKT of 33 bytes; DT, one unit, end of transmission; S7 user data.
    private static final String USER_DATA = "03000021 02f080 32 07 0000 .... ";

    private static final List<String> ALLOWED =
            List.of(
                    // DR without data: both references, reason 0
                    pattern("0300000b 06 80 .... .... 00"),
                    // DT, job F0: one job in parallel each way, PDU of at most 480 bytes
                    pattern("03000019 02f080 32 01 0000 .... 0008 0000 f0 00 0001 0001 01e0"),
                    // CPU functions (44), read SZL (01), lists 0011 and 001C, index 0
                    pattern(USER_DATA + "0008 0008 00011204 11 44 01 00 ff090004 0011 0000"),
                    pattern(USER_DATA + "0008 0008 00011204 11 44 01 00 ff090004 001c 0000"),
                    // CPU functions, read SZL, next unit of that sequence, no data
                    pattern(USER_DATA + "000c 0004 00011208 12 44 01 .. 00 00 0000 0a000000"));

    @Override
    public Optional<String> objection(byte[] frame) {
        // CR: class 0, calling TSAP 0100, called TSAP, TPDU size 1024
        String connect =
                "03000016 11 e0 0000 .... 00 c1020100 c202%04x c0010a".formatted(remoteTsap);
        boolean allowed =
                matches(pattern(connect), frame)
                        || ALLOWED.stream().anyMatch(pattern -> matches(pattern, frame));
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "%d bytes that are no connect, setup, list read or disconnect"
                                .formatted(frame.length));
    }

    private static boolean matches(String pattern, byte[] frame) {
        if (frame.length != pattern.length() / 2) {
            return false;
        }
        for (int i = 0; i < frame.length; i++) {
            String wanted = pattern.substring(2 * i, 2 * i + 2);
            if (!wanted.equals("..") && Integer.parseInt(wanted, 16) != (frame[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static String pattern(String spaced) {
        return spaced.replace(" ", "");
    }
}
