package io.walkdown.scanner.export;

/// A device's text for another system, on whose pages it must move nothing (S14).
final class PlainText {
    private PlainText() {}

    /// The text on one line, with control, format, surrogate and private-use characters as escapes.
    static String of(String untrusted) {
        var plain = new StringBuilder();
        untrusted.codePoints().forEach(point -> append(plain, point));
        return plain.toString();
    }

    private static void append(StringBuilder plain, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    plain.append("\\u{%x}".formatted(point));
            default -> plain.appendCodePoint(point);
        }
    }
}
