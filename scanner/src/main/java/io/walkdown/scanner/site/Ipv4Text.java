package io.walkdown.scanner.site;

import io.walkdown.scanner.site.IpLiteral.Family;
import java.util.Optional;
import java.util.regex.Pattern;

/// Dotted decimal, four numbers, and nothing else that `inet_aton` would take.
final class Ipv4Text {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?i)(0x[0-9a-f]*|[0-9]+|\\.)+");
    private static final String EXAMPLE = "write four decimal numbers, for example 10.1.2.3";

    private Ipv4Text() {}

    static Parsed<IpLiteral> parse(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            return notNumbers(text);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return new Parsed.Wrong<>(
                    "\"" + text + "\" is not four numbers, so it has more than one reading",
                    EXAMPLE);
        }
        long bits = 0;
        for (String part : parts) {
            Optional<Parsed.Wrong<IpLiteral>> wrong = wrongPart(text, part);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            bits = (bits << 8) | Integer.parseInt(part);
        }
        return new Parsed.Right<>(new IpLiteral(Family.IPV4, 0, bits));
    }

    private static Parsed<IpLiteral> notNumbers(String text) {
        if (text.isEmpty()) {
            return new Parsed.Wrong<>("\"\" is not an IP literal", EXAMPLE);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return new Parsed.Wrong<>("\"" + text + "\" is hexadecimal", EXAMPLE);
        }
        if (text.contains("/")) {
            return new Parsed.Wrong<>(
                    "\"" + text + "\" is a range, and one address is needed", EXAMPLE);
        }
        return new Parsed.Wrong<>(
                "\"" + text + "\" is not an IP literal; names are never resolved", EXAMPLE);
    }

    private static Optional<Parsed.Wrong<IpLiteral>> wrongPart(String text, String part) {
        if (part.isEmpty()) {
            return Optional.of(new Parsed.Wrong<>("\"" + text + "\" has an empty number", EXAMPLE));
        }
        if (part.length() > 1 && part.startsWith("0")) {
            return Optional.of(
                    new Parsed.Wrong<>(
                            "\"%s\" has the number %s, which some programs read as octal"
                                    .formatted(text, part),
                            "write the number without leading zeros"));
        }
        if (part.length() > 3 || Integer.parseInt(part) > 255) {
            return Optional.of(
                    new Parsed.Wrong<>(
                            "\"%s\" has the number %s, outside 0 to 255".formatted(text, part),
                            EXAMPLE));
        }
        return Optional.empty();
    }

    static String format(int bits) {
        return "%d.%d.%d.%d"
                .formatted(bits >>> 24, (bits >>> 16) & 0xff, (bits >>> 8) & 0xff, bits & 0xff);
    }
}
