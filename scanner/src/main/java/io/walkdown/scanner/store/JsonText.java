package io.walkdown.scanner.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes plain values as JSON so that the same values give the same bytes.
///
/// A value is a `Map` with text keys, a `List`, a `String`, an `Integer`, `Long` or `BigDecimal`, a
/// `Boolean` or null. The indented form is that of `jq --indent 2`: two spaces, one member a line,
/// a newline at the end. Characters that are invisible or turn a line's direction are written as
/// `\\uXXXX`, so that a device's text cannot disguise itself in a review.
public final class JsonText {
    private JsonText() {}

    /// Indented, members in the map's order.
    public static String indented(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value, "\n");
        return out.append('\n').toString();
    }

    /// Indented, members sorted by name (by UTF-16 code unit) at every level: the canonical form.
    public static String canonical(@Nullable Object value) {
        return indented(sorted(value));
    }

    /// In one line, without a newline.
    public static String line(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value, "");
        return out.toString();
    }

    /// A length of time as a plain number of seconds.
    public static BigDecimal seconds(Duration duration) {
        BigDecimal exact =
                BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(duration.getNano(), 9))
                        .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new TreeMap<String, @Nullable Object>();
                map.forEach((key, member) -> copy.put((String) key, sorted(member)));
                yield copy;
            }
            case List<?> list -> list.stream().map(JsonText::sorted).toList();
            case null, default -> value;
        };
    }

    /// @param newline a line break with the indent of this level; empty for the one-line form
    private static void write(StringBuilder out, @Nullable Object value, String newline) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> object(out, map, newline);
            case List<?> list -> array(out, list, newline);
            case String text -> quote(out, text);
            case BigDecimal number -> out.append(number.toPlainString());
            case Integer _, Long _, Boolean _ -> out.append(value);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map, String newline) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = deeper(newline);
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append(inner);
            quote(out, (String) entry.getKey());
            out.append(newline.isEmpty() ? ":" : ": ");
            write(out, entry.getValue(), inner);
            separator = ",";
        }
        out.append(newline).append('}');
    }

    private static void array(StringBuilder out, List<?> list, String newline) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = deeper(newline);
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            out.append(inner);
            write(out, items.next(), inner);
            out.append(items.hasNext() ? "," : "");
        }
        out.append(newline).append(']');
    }

    private static String deeper(String newline) {
        return newline.isEmpty() ? "" : newline + "  ";
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(point -> character(out, point));
        out.append('"');
    }

    private static void character(StringBuilder out, int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (isPlain(point)) {
                    out.appendCodePoint(point);
                } else {
                    escape(out, point);
                }
            }
        }
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static void escape(StringBuilder out, int point) {
        for (char unit : Character.toChars(point)) {
            out.append("\\u%04x".formatted((int) unit));
        }
    }
}
