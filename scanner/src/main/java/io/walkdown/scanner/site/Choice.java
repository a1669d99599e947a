package io.walkdown.scanner.site;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A value that is one of a few words.
public final class Choice {
    private Choice() {}

    /// The choice that the value names; reports the known words where it names none.
    public static <T> Optional<T> of(
            Value value, String what, Function<String, Optional<T>> byId, List<String> ids) {
        Optional<String> text = value.text();
        Optional<T> choice = text.flatMap(byId);
        if (text.isPresent() && choice.isEmpty()) {
            value.error(
                    Rule.NOT_A_CHOICE,
                    "\"%s\" is no %s".formatted(text.get(), what),
                    Suggestion.wayOut(text.get(), ids));
        }
        return choice;
    }
}
