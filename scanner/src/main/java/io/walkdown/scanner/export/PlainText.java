package io.walkdown.scanner.export;

import java.util.regex.Pattern;

/// A device's text for another system, on whose pages it must move nothing (S14).
final class PlainText {
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Z}]*[=+@\\-\uff1d\uff0b\uff0d\uff20]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

    private PlainText() {}

    /// The text on one line, with control, format, surrogate and private-use characters as escapes.
    static String of(String untrusted) {
        var plain = new StringBuilder();
        untrusted.codePoints().forEach(point -> append(plain, point));
        return plain.toString();
    }

    /// What a device tells, for a field of another system, from where it may go on into a table:
    /// what a spreadsheet would take for a formula (`=`, `+`, `-`, `@` at the start, also in full
    /// width) gets an apostrophe in front, as the OWASP's *CSV Injection* advises. A number stays
    /// one. The same text gives the same field, so that what is there can be compared with it.
    static String told(String untrusted) {
        String plain = of(untrusted);
        return FORMULA.matcher(plain).lookingAt() && !NUMBER.matcher(plain.strip()).matches()
                ? "'" + plain
                : plain;
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
