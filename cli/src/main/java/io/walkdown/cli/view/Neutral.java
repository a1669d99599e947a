package io.walkdown.cli.view;

/// Makes text from a device harmless to a terminal (S14): what could move the cursor, change
/// colours, reverse the reading direction or break a line is shown as an escape.
public final class Neutral {
    /// The most characters of one text that a screen shows.
    public static final int MAX_LENGTH = 200;

    private Neutral() {}

    /// The text on one line, without control, format, surrogate and private-use characters.
    ///
    /// @return at most [#MAX_LENGTH] characters, and an ellipsis where the text is longer; neither
    ///   an escape nor a character of two units is cut in two
    public static String text(String untrusted) {
        var shown = new StringBuilder();
        for (int at = 0; at < untrusted.length(); ) {
            int codePoint = untrusted.codePointAt(at);
            int before = shown.length();
            append(shown, codePoint);
            if (shown.length() > MAX_LENGTH) {
                shown.setLength(before);
                return shown.append('…').toString();
            }
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    /// The same of any length: for text that we put together ourselves from a device's, and cut
    /// ourselves.
    public static String line(String untrusted) {
        var shown = new StringBuilder();
        untrusted.codePoints().forEach(codePoint -> append(shown, codePoint));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        boolean harmless =
                switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR ->
                            false;
                    default -> true;
                };
        if (harmless) {
            shown.appendCodePoint(codePoint);
        } else {
            shown.append(
                    codePoint < 0x100
                            ? "\\x%02x".formatted(codePoint)
                            : "\\u{%x}".formatted(codePoint));
        }
    }
}
