package io.walkdown.scanner.store;

import java.io.Serial;

/// What is wrong in a JSON file: where, and which rule it breaks. Texts may hold what stands in the
/// file: neutralise them before they reach a screen (S14).
///
/// @param file the file as the caller named it
/// @param line from 1
/// @param field the field, for example `assets[3].place.address`, counted from 0; empty for the
///   whole file
/// @param message value and rule in plain words
public record JsonProblem(String file, int line, String field, String message) {
    /// One line for a person: place, field, message.
    public String text() {
        String where = field.isEmpty() ? "" : field + ": ";
        return "%s:%d: error: %s%s".formatted(file, line, where, message);
    }

    /// Carries a problem out of a document that is not even JSON.
    public static final class Found extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        private final transient JsonProblem problem;

        Found(JsonProblem problem) {
            super(problem.text());
            this.problem = problem;
        }

        /// The problem.
        public JsonProblem problem() {
            return problem;
        }
    }
}
