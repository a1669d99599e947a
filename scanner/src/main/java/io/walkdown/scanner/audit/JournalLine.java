package io.walkdown.scanner.audit;

import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonProblem;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// One line of a journal: its bytes, and what they say.
///
/// @param number from 1
/// @param bytes without the line feed
/// @param fields what it says; empty where it is no JSON object
/// @param terminated whether a line feed follows
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record JournalLine(long number, byte[] bytes, Optional<Json.Obj> fields, boolean terminated) {
    private static final byte[] SIGNATURE = ",\"signature\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNATURE_DIGITS = 128;

    static JournalLine of(long number, byte[] bytes, boolean terminated) {
        return new JournalLine(number, bytes, parsed(bytes), terminated);
    }

    private static Optional<Json.Obj> parsed(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Json.parse("journal", text) instanceof Json.Obj object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (CharacterCodingException | JsonProblem.Found e) {
            return Optional.empty();
        }
    }

    /// A text field; empty where it is missing or something else.
    String text(String name) {
        return fields.map(object -> object.members().get(name))
                .filter(Json.Text.class::isInstance)
                .map(value -> ((Json.Text) value).value())
                .orElse("");
    }

    /// A whole number that is not negative.
    Optional<Long> whole(String name) {
        return fields.map(object -> object.members().get(name))
                .filter(Json.Num.class::isInstance)
                .map(value -> ((Json.Num) value).value())
                .filter(value -> value.precision() - value.scale() <= 18 && value.scale() <= 0)
                .filter(value -> value.signum() >= 0)
                .map(BigDecimal::longValue);
    }

    String event() {
        return text("event");
    }

    Optional<Instant> at() {
        try {
            return Optional.of(Instant.parse(text("at")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// What stands before the signature, and is signed; empty where the line does not end with one
    /// in the one form that is written.
    Optional<byte[]> signed() {
        int at = bytes.length - SIGNATURE.length - SIGNATURE_DIGITS - 2;
        boolean ends =
                at > 0
                        && Arrays.equals(
                                bytes, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                        && text("signature").matches("[0-9a-f]{" + SIGNATURE_DIGITS + "}");
        return ends ? Optional.of(Arrays.copyOf(bytes, at)) : Optional.empty();
    }
}
