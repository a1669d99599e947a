package io.walkdown.scanner.site;

/// What is wrong, or doubtful, in a file that a person wrote.
///
/// Every text is neutralised: control characters and those that change a line's direction are
/// written as `\\uXXXX`, and a long value is cut, so a diagnostic is safe on any screen.
///
/// @param severity whether it stops the run
/// @param kind which exit code it ends in
/// @param file the file as the caller named it
/// @param line from 1
/// @param column from 1
/// @param path the field, for example `devices[3].address`, counted from 0; empty for the whole
///   file
/// @param rule the broken rule's name, for example `unknown-key`, with the contract's number where
///   it has one, for example `S11-outside-scope`
/// @param value the value as it was written, or the empty text
/// @param message value and rule in plain words, without a full stop
/// @param wayOut what to do about it, without a full stop; may be empty
public record Diagnostic(
        Severity severity,
        Kind kind,
        String file,
        int line,
        int column,
        String path,
        String rule,
        String value,
        String message,
        String wayOut) {
    private static final int LONGEST_VALUE = 120;
    private static final int LONGEST_TEXT = 500;

    /// Whether a diagnostic stops the run.
    public enum Severity {
        /// The file cannot be used.
        ERROR,
        /// The file can be used; a person should look.
        WARNING
    }

    /// Which rules the file breaks.
    public enum Kind {
        /// The file is not what a site file must be: exit code 78.
        CONFIGURATION,
        /// The file asks for what the safety contract refuses: exit code 4.
        CONTRACT
    }

    public Diagnostic {
        file = neutral(file, LONGEST_TEXT);
        path = neutral(path, LONGEST_TEXT);
        value = neutral(value, LONGEST_VALUE);
        message = neutral(message, LONGEST_TEXT);
        wayOut = neutral(wayOut, LONGEST_TEXT);
    }

    /// Whether it stops the run.
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// One or two lines for a person: place, field, message and rule; then the way out.
    public String text() {
        String head = "%s:%d:%d: %s: ".formatted(file, line, column, severity());
        String field = path.isEmpty() ? "" : path + ": ";
        String tail = wayOut.isEmpty() ? "" : "\n    " + wayOut;
        return head.replace("ERROR", "error").replace("WARNING", "warning")
                + field
                + message
                + " ["
                + rule
                + "]"
                + tail;
    }

    private static String neutral(String text, int longest) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(longest).forEach(point -> append(safe, point));
        return text.codePointCount(0, text.length()) > longest ? safe + "…" : safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        int type = Character.getType(point);
        boolean hidden =
                type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR;
        if (hidden) {
            safe.append("\\u%04x".formatted(point));
        } else {
            safe.appendCodePoint(point);
        }
    }
}
