package io.walkdown.scanner.asset;

import java.util.Locale;

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
}
