package io.walkdown.scanner.asset;

import java.util.List;
import java.util.Optional;

/// One fact about an asset with its evidence. Text is as the device sent it: neutralise it before
/// it reaches a screen (S14).
///
/// @param value the value where the state is [FieldState#KNOWN], else empty
/// @param values all values where the state is [FieldState#CONFLICT], else empty
/// @param state what is known
/// @param source where it comes from; empty where nothing was asked
public record Field(
        Optional<String> value, List<String> values, FieldState state, Optional<Source> source) {

    /// The field of which nobody asked.
    public static final Field NOT_ASKED =
            new Field(Optional.empty(), List.of(), FieldState.NOT_ASKED, Optional.empty());

    public Field {
        values = List.copyOf(values);
        if (value.isPresent() != (state == FieldState.KNOWN)) {
            throw new IllegalArgumentException("a value goes with state known, not " + state.id());
        }
    }

    /// A value that the device told; blank text is [FieldState#EMPTY].
    public static Field told(String value, Source source) {
        return value.isBlank()
                ? of(FieldState.EMPTY, source)
                : new Field(Optional.of(value), List.of(), FieldState.KNOWN, Optional.of(source));
    }

    /// A field without a value, for every state but known and conflict.
    public static Field of(FieldState state, Source source) {
        return new Field(Optional.empty(), List.of(), state, Optional.of(source));
    }

    /// A field on which answers disagree.
    ///
    /// @param values what was answered, in the order of the answers
    public static Field conflict(List<String> values, Source source) {
        return new Field(Optional.empty(), values, FieldState.CONFLICT, Optional.of(source));
    }
}
