package io.walkdown.scanner.asset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is known of a field's value.
public enum FieldState {
    /// The device told it.
    KNOWN,
    /// The device answered and left it blank.
    EMPTY,
    /// The device said that it does not offer it.
    NOT_SUPPORTED,
    /// No request for it was planned or sent.
    NOT_ASKED,
    /// It was asked for and no usable answer came.
    NO_ANSWER,
    /// Two answers disagree; all values are kept.
    CONFLICT;

    /// The name in files: lower case with dashes.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The state of that [#id()], or empty.
    public static Optional<FieldState> byId(String id) {
        return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
    }
}
