package io.walkdown.profiles;

/// What is wrong in a profile or overlay file. A value: the caller decides what becomes of it.
///
/// @param file the file as the caller named it
/// @param line from 1; 0 for the whole file
/// @param field the field, for example `s7-300.limits.gap.value`
/// @param rule the broken rule's name, for example `unknown-key`
/// @param value the value as it was written, or the empty text
/// @param message value and rule in plain words
/// @param wayOut what to do about it
public record Finding(
        String file,
        int line,
        String field,
        String rule,
        String value,
        String message,
        String wayOut) {
    /// Place, field, message and rule on one line, the way out on the next.
    public String text() {
        return "%s:%d: error: %s: %s [%s]%n    %s"
                .formatted(file, line, field, message, rule, wayOut);
    }
}
