package io.walkdown.cli.view;

/// Makes text from a device harmless to a terminal (S14): what could move the cursor, change
/// colours, reverse the reading direction, break a line or pile up over other lines is shown as an
/// escape. So is the second of two `#`, with which commands to a pipeline's runner begin.
public final class Neutral {
    /// The most characters of one text that a screen shows.
    public static final int MAX_LENGTH = 200;

    /// The most marks over or under one letter; the scripts of the world need fewer.
    static final int MAX_MARKS = 4;

    private Neutral() {}

    /// The text on one line, without control, format, surrogate and private-use characters.
    ///
    /// @return at most [#MAX_LENGTH] characters, and an ellipsis where the text is longer; neither
    ///   an escape nor a character of two units is cut in two
    public static String text(String untrusted) {
        return shown(untrusted, MAX_LENGTH);
    }

    /// The same of any length: for text that we put together ourselves from a device's, and cut
    /// ourselves.
    public static String line(String untrusted) {
        return shown(untrusted, Integer.MAX_VALUE);
    }

    /// The same at the beginning of a line, where two colons would begin a command to a runner,
    /// too.
    public static String lineStart(String untrusted) {
        String line = line(untrusted);
        int begin = 0;
        while (begin < line.length() && isBlank(line.charAt(begin))) {
            begin++;
        }
        return line.startsWith("::", begin)
                ? line.substring(0, begin) + "\\x3a" + line.substring(begin + 1)
                : line;
    }

    /// What a runner may skip before it looks for a command.
    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    private static String shown(String untrusted, int most) {
        var shown = new StringBuilder();
        int marks = MAX_MARKS;
        for (int at = 0; at < untrusted.length(); ) {
            int codePoint = untrusted.codePointAt(at);
            int before = shown.length();
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (codePoint == '#' && before > 0 && shown.charAt(before - 1) == '#') {
                shown.append("\\x23");
            } else {
                append(shown, codePoint, marks <= MAX_MARKS);
            }
            if (shown.length() > most) {
                shown.setLength(before);
                return shown.append('…').toString();
            }
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    /// Whether it stands over or under the letter before it.
    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default -> false;
        };
    }

    private static void append(StringBuilder shown, int codePoint, boolean hasRoom) {
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
                    default -> hasRoom;
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
