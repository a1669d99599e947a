package io.walkdown.scanner.asset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private static final Map<String, FieldState> BY_ID =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(FieldState::id, state -> state));

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in files: lower case with dashes.
    public String id() {
        return id;
    }

    /// The state of that [#id()], or empty.
    public static Optional<FieldState> byId(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
