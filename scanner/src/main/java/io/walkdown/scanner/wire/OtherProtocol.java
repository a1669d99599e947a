package io.walkdown.scanner.wire;

import java.util.Optional;

/// Tells a protocol that is not ours by the first bytes of its answer. Used only where no frame of
/// ours has come, and never to believe anything that the answer says.
///
/// | begins with | protocol |
/// |---|---|
/// | 14 to 17, 03, 00 to 04 | TLS record (RFC 8446, 5.1) |
/// | `HTTP/`, `SSH-` | HTTP (RFC 9112, 4), SSH (RFC 4253, 4.2) |
/// | FF, FB to FE | Telnet command (RFC 854) |
/// | 03 00, a length | ISO-on-TCP (RFC 1006, 6) |
/// | two bytes, 0000, a length | Modbus/TCP (Messaging on TCP/IP V1.0b, 3.1.3) |
/// | 0063 to 006F, a length | EtherNet/IP (CIP volume 2, 2-3.1) |
/// | four or more, all of them text | some text protocol |
final class OtherProtocol {
    private static final int SHORTEST_TEXT = 4;

    private OtherProtocol() {}

    /// The protocol's name; empty where none is recognised.
    static Optional<String> of(byte[] bytes) {
        if (isTls(bytes)) {
            return Optional.of("TLS");
        }
        if (begins(bytes, "HTTP/")) {
            return Optional.of("HTTP");
        }
        if (begins(bytes, "SSH-")) {
            return Optional.of("SSH");
        }
        if (isText(bytes)) {
            return Optional.of("a text protocol");
        }
        if (at(bytes, 0) == 0xFF && at(bytes, 1) >= 0xFB && at(bytes, 1) <= 0xFE) {
            return Optional.of("Telnet");
        }
        return controller(bytes);
    }

    /// A controller's frame, of which no more has come than it says.
    private static Optional<String> controller(byte[] bytes) {
        if (at(bytes, 0) == 3 && at(bytes, 1) == 0 && u16(bytes, 2) >= Math.max(7, bytes.length)) {
            return Optional.of("ISO-on-TCP");
        }
        int mbap = u16(bytes, 4);
        if (u16(bytes, 2) == 0 && mbap <= 254 && mbap >= Math.max(3, bytes.length - 6)) {
            return Optional.of("Modbus/TCP");
        }
        boolean command = at(bytes, 0) >= 0x63 && at(bytes, 0) <= 0x6F && at(bytes, 1) == 0;
        int length = at(bytes, 3) << 8 | at(bytes, 2);
        return command && bytes.length >= 24 && length >= bytes.length - 24
                ? Optional.of("EtherNet/IP")
                : Optional.empty();
    }

    private static boolean isTls(byte[] bytes) {
        return at(bytes, 0) >= 0x14
                && at(bytes, 0) <= 0x17
                && at(bytes, 1) == 3
                && at(bytes, 2) >= 0
                && at(bytes, 2) <= 4;
    }

    private static boolean begins(byte[] bytes, String with) {
        for (int i = 0; i < with.length(); i++) {
            if (at(bytes, i) != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] bytes) {
        for (byte one : bytes) {
            boolean printable = one >= ' ' && one <= '~';
            if (!printable && one != '\r' && one != '\n' && one != '\t') {
                return false;
            }
        }
        return bytes.length >= SHORTEST_TEXT;
    }

    private static int u16(byte[] bytes, int offset) {
        return at(bytes, offset + 1) < 0 ? -1 : at(bytes, offset) << 8 | at(bytes, offset + 1);
    }

    /// The byte there, 0 to 255; -1 behind the end.
    private static int at(byte[] bytes, int offset) {
        return offset < bytes.length ? bytes[offset] & 0xFF : -1;
    }
}
