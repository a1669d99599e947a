package io.walkdown.scanner.s7;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Octets;

/// What came of one S7 request.
///
/// | offset of the answer | bytes | field | must be |
/// |---|---|---|---|
/// | 4 | 3 | COTP data, last unit | 02 f0 80 |
/// | 7 | 1 | S7 protocol id | 32 |
/// | 8 | 1 | kind | 03 answer to a job, 07 user data |
/// | 11 | 2 | PDU reference | the request's |
/// | 13 | 2 | parameter length p | |
/// | 15 | 2 | data length d | 17 + p + d is the whole frame |
/// | 24 | 1 | sequence number for a continuation | |
/// | 26 | 1 | 00 last data unit, 01 more (where p is 12) | |
/// | 27 | 2 | error (where p is 12) | 0 |
/// | 17 + p | 1 | return code | FF |
/// | 19 + p | 2 | bytes that follow | |
sealed interface S7Answer {
    /// A piece of a system status list.
    ///
    /// @param sequence what a continuation repeats, 0 to 255
    /// @param more whether the list goes on
    record Piece(Octets data, int sequence, boolean more) implements S7Answer {}

    /// The device does not have what was asked for.
    record NotSupported(String words) implements S7Answer {}

    /// The device does not give it and does not say that it lacks it: protected, short of
    /// resources, or an error that tells nothing of the list.
    ///
    /// @param busy whether resources are the reason
    record Denied(boolean busy, String words) implements S7Answer {}

    /// A frame that breaks the protocol's rules.
    record Broken(String reason) implements S7Answer {}

    /// No answer; the conversation is over.
    record Nothing(ProbeOutcome outcome) implements S7Answer {}

    /// The protocol id of S7.
    int PROTOCOL = 0x32;

    /// The error class of missing resources.
    int NO_RESOURCES = 0x83;

    /// The answer to a read of a system status list.
    ///
    /// @param reference the request's PDU reference
    static S7Answer ofList(Octets frame, int reference) {
        try {
            String wrong = wrongHeader(frame, 0x07, reference);
            return wrong.isEmpty() ? list(frame) : new Broken(wrong);
        } catch (IndexOutOfBoundsException e) {
            return new Broken("answer ends too early: " + frame);
        }
    }

    /// What is wrong with the frame's head; the empty text where nothing is.
    static String wrongHeader(Octets frame, int kind, int reference) {
        if (frame.u16be(2) != frame.length()) {
            return "TPKT length does not fit its frame: " + frame;
        }
        if (frame.u8(4) != 2 || frame.u8(5) != 0xF0) {
            return "COTP 0x%02X is no data unit".formatted(frame.u8(5));
        }
        if (frame.u8(6) != 0x80) {
            return "a data unit that goes on in another frame, which S7 does not use";
        }
        if (frame.u8(7) != PROTOCOL) {
            return "protocol 0x%02X is not S7".formatted(frame.u8(7));
        }
        if (frame.u8(8) != kind) {
            return "message kind 0x%02X, expected 0x%02X".formatted(frame.u8(8), kind);
        }
        if (frame.u16be(11) != reference) {
            return "PDU reference %d asked, %d answered".formatted(reference, frame.u16be(11));
        }
        return "";
    }

    private static S7Answer list(Octets frame) {
        int parameters = frame.u16be(13);
        int data = frame.u16be(15);
        if (17 + parameters + data != frame.length() || parameters < 8) {
            return new Broken(
                    "parameter of %d and data of %d bytes in a frame of %d"
                            .formatted(parameters, data, frame.length()));
        }
        if ((frame.u8(22) & 0x0F) != 4 || frame.u8(23) != 1) {
            return new Broken(
                    "function %02x %02x is no answer to read SZL"
                            .formatted(frame.u8(22), frame.u8(23)));
        }
        int error = parameters >= 12 ? frame.u16be(27) : 0;
        int code = data == 0 ? 0x0A : frame.u8(17 + parameters);
        return error == 0 && code == 0xFF
                ? piece(frame, parameters)
                : refusal(error, code, data == 0);
    }

    private static S7Answer piece(Octets frame, int parameters) {
        int length = frame.u16be(19 + parameters);
        if (21 + parameters + length != frame.length()) {
            return new Broken(
                    "data claims %d bytes, %d follow"
                            .formatted(length, frame.length() - 21 - parameters));
        }
        return new Piece(
                frame.slice(21 + parameters, length),
                frame.u8(S7Frames.SEQUENCE),
                parameters >= 12 && frame.u8(26) != 0);
    }

    private static S7Answer refusal(int error, int code, boolean noData) {
        String words =
                noData
                        ? "an answer without data"
                        : "error 0x%04X, return code 0x%02X".formatted(error, code);
        if (error >>> 8 == NO_RESOURCES) {
            return new Denied(true, words);
        }
        boolean tellsThatItIsNotThere =
                switch (error >>> 8) {
                    case 0 -> code != 0x01 && code != 0x03; // hardware fault, access denied
                    case 0x81, 0x82, 0xD4 -> true; // function, object, or list not available
                    default -> false;
                };
        return tellsThatItIsNotThere ? new NotSupported(words) : new Denied(false, words);
    }
}
