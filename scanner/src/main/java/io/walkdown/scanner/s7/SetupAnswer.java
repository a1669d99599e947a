package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.Octets;

/// What came back on setup communication.
///
/// | offset | bytes | field | must be |
/// |---|---|---|---|
/// | 0 | 11 | as in every [S7Answer], kind 03 | |
/// | 11 | 2 | PDU reference | the request's |
/// | 13 | 2 | parameter length | 8 |
/// | 15 | 2 | data length | 0 |
/// | 17 | 2 | error class and code | 0 |
/// | 19 | 1 | function | F0 |
/// | 21 | 4 | jobs at once, each way | |
/// | 25 | 2 | PDU size | |
sealed interface SetupAnswer {
    /// S7 is spoken; lists may be read.
    record Agreed() implements SetupAnswer {}

    /// The device declines.
    ///
    /// @param busy whether missing resources are the reason
    record Declined(boolean busy, String words) implements SetupAnswer {}

    /// Another protocol of the same port answers.
    record Foreign(String reason) implements SetupAnswer {}

    /// A frame that breaks the protocol's rules.
    record Broken(String reason) implements SetupAnswer {}

    /// The whole answer, and the part of it that an error needs.
    int LENGTH = 27;

    /// The error word's offset.
    int ERROR = 17;

    /// Reads the answer.
    ///
    /// @param reference the request's PDU reference
    static SetupAnswer of(Octets frame, int reference) {
        if (frame.length() > 7 && frame.u8(5) == 0xF0 && frame.u8(7) != S7Answer.PROTOCOL) {
            return new Foreign("protocol 0x%02X answers S7 setup".formatted(frame.u8(7)));
        }
        if (frame.length() < ERROR + 2) {
            return new Broken("setup answer ends too early: " + frame);
        }
        String wrong = S7Answer.wrongHeader(frame, 0x03, reference);
        if (!wrong.isEmpty()) {
            return new Broken("setup: " + wrong);
        }
        int error = frame.u16be(ERROR);
        if (error != 0) {
            return new Declined(
                    error >>> 8 == S7Answer.NO_RESOURCES,
                    "setup declined, error 0x%04X".formatted(error));
        }
        return frame.length() == LENGTH && frame.u16be(13) == 8 && frame.u8(19) == 0xF0
                ? new Agreed()
                : new Broken("no answer to S7 setup: " + frame);
    }
}
