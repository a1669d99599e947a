package io.walkdown.scanner.audit;

import java.util.Set;

/// Tells where a frame ends, by the length field of its protocol and by nothing else. Written for
/// the audit alone: it shares no line with what sends the frames (S1).
///
/// | protocol | header | length |
/// |---|---|---|
/// | s7 | TPKT, 4 bytes: 3, 0, length | of the whole frame (RFC 1006, 6) |
/// | modbus | MBAP, 7 bytes: transaction, 0, length, unit | of what follows the field (Modbus Messaging on TCP/IP V1.0b, 3.1.3) |
/// | enip | encapsulation, 24 bytes: command, length | of what follows the header, low byte first (CIP volume 2, 2-3) |
enum Framer {
    S7(4) {
        @Override
        int length(byte[] head) {
            int length = (head[2] & 0xFF) << 8 | (head[3] & 0xFF);
            return head[0] == 3 && head[1] == 0 && length > 4 ? length : WRONG;
        }
    },
    MODBUS(7) {
        @Override
        int length(byte[] head) {
            int follows = (head[4] & 0xFF) << 8 | (head[5] & 0xFF);
            boolean right = head[2] == 0 && head[3] == 0 && follows >= 2 && follows <= 254;
            return right ? 6 + follows : WRONG;
        }
    },
    ENIP(24) {
        @Override
        int length(byte[] head) {
            int command = (head[1] & 0xFF) << 8 | (head[0] & 0xFF);
            int follows = (head[3] & 0xFF) << 8 | (head[2] & 0xFF);
            return KNOWN.contains(command) ? 24 + follows : WRONG;
        }
    };

    static final int WRONG = -1;
    private static final Set<Integer> KNOWN =
            Set.of(0x00, 0x04, 0x63, 0x64, 0x65, 0x66, 0x6F, 0x70, 0x72, 0x73);

    private final int header;

    Framer(int header) {
        this.header = header;
    }

    /// How many bytes have to be there before [#length] can say anything.
    int header() {
        return header;
    }

    /// The length of the frame that begins so, or [#WRONG].
    abstract int length(byte[] head);

    /// @param protocol as plans name it
    /// @throws IllegalArgumentException where this version does not know it
    static Framer of(String protocol) {
        return switch (protocol) {
            case "s7" -> S7;
            case "modbus" -> MODBUS;
            case "enip" -> ENIP;
            default -> throw new IllegalArgumentException("protocol " + protocol);
        };
    }
}
