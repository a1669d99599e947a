package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.Octets;

/// What came back on a connection request (ISO 8073, 13.3 to 13.5), or in place of a later answer.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 4 | 1 | length of what follows it; user data is not allowed in class 0 |
/// | 5 | 1 | D0 confirm, 80 disconnect request |
/// | 6 | 2 | our reference |
/// | 8 | 2 | the device's reference |
/// | 10 | 1 | confirm: class and options, 00; disconnect: the reason |
/// | 11 | – | parameters: code, length, value |
sealed interface CotpAnswer {
    /// The connection stands.
    ///
    /// @param reference the device's, 0 to 65535
    record Confirmed(int reference) implements CotpAnswer {}

    /// The device wants no connection, or no longer.
    ///
    /// @param reason 0 to 255
    record Disconnected(int reason) implements CotpAnswer {
        /// Whether the device says that it lacks the means at this time: congestion at the TSAP (1)
        /// or of the transport entity (129), or no reference left (135).
        boolean busy() {
            return reason == 1 || reason == 129 || reason == 135;
        }

        /// The reason in words.
        String words() {
            String meaning =
                    switch (reason) {
                        case 0 -> "not specified";
                        case 1 -> "congestion at TSAP";
                        case 2 -> "nothing attached to TSAP";
                        case 3 -> "address unknown";
                        case 128 -> "normal";
                        case 129 -> "congestion at connect request";
                        case 130 -> "negotiation failed";
                        case 133 -> "protocol error";
                        case 135 -> "reference overflow";
                        case 136 -> "refused on this network connection";
                        default -> "unknown";
                    };
            return "COTP disconnect, reason %d: %s".formatted(reason, meaning);
        }
    }

    /// Neither, or in a form that breaks the rules.
    record Broken(String reason) implements CotpAnswer {}

    /// The confirm's and the disconnect's fixed part, after the TPKT.
    int FIXED = 11;

    /// Whether the frame is a disconnect request.
    static boolean disconnects(Octets frame) {
        return frame.length() > 5 && frame.u8(5) == 0x80;
    }

    /// Reads the frame.
    static CotpAnswer of(Octets frame) {
        if (frame.length() < FIXED) {
            return new Broken("COTP answer ends too early: " + frame);
        }
        if (frame.u16be(2) != frame.length() || frame.u8(4) != frame.length() - 5) {
            return new Broken("COTP header does not fit its frame: " + frame);
        }
        boolean disconnect = disconnects(frame);
        if (!disconnect && (frame.u8(5) & 0xF0) != 0xD0) {
            return new Broken("TPDU 0x%02X answers a connection request".formatted(frame.u8(5)));
        }
        if (frame.u16be(6) != S7Frames.OUR_REFERENCE) {
            return new Broken("COTP reference 0x%04X is not ours".formatted(frame.u16be(6)));
        }
        if (disconnect) {
            return new Disconnected(frame.u8(10));
        }
        if (frame.u8(10) >> 4 != 0) {
            return new Broken("COTP class %d was not asked".formatted(frame.u8(10) >> 4));
        }
        return parametersFit(frame)
                ? new Confirmed(frame.u16be(S7Frames.THEIR_REFERENCE))
                : new Broken("a COTP parameter goes beyond its frame: " + frame);
    }

    private static boolean parametersFit(Octets frame) {
        int at = FIXED;
        while (at + 2 <= frame.length()) {
            at += 2 + frame.u8(at + 1);
        }
        return at == frame.length();
    }
}
