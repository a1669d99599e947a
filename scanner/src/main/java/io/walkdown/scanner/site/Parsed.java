package io.walkdown.scanner.site;

/// What became of a text that a person wrote: the value, or why it is none.
///
/// @param <T> the value's type
public sealed interface Parsed<T> {
    /// The text was right.
    ///
    /// @param value what it says
    /// @param <T> the value's type
    record Right<T>(T value) implements Parsed<T> {}

    /// The text was wrong.
    ///
    /// @param message the value and the rule that it breaks, without a full stop
    /// @param wayOut what to write instead, without a full stop
    /// @param <T> the type that the value would have had
    record Wrong<T>(String message, String wayOut) implements Parsed<T> {
        /// The same refusal for another type.
        <U> Wrong<U> as() {
            return new Wrong<>(message, wayOut);
        }
    }

    /// The value; for texts from our own code.
    ///
    /// @throws IllegalArgumentException where the text was wrong, with message and way out
    default T orThrow() {
        return switch (this) {
            case Right<T>(T value) -> value;
            case Wrong<T>(String message, String wayOut) ->
                    throw new IllegalArgumentException(message + "; " + wayOut);
        };
    }
}
