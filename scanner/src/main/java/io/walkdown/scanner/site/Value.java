package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Complaints.Spot;
import io.walkdown.scanner.site.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A value of the file on its way to a type: each method gives what it asks for, or reports why not
/// and gives nothing.
///
/// @param node what stands in the file
/// @param path the field
/// @param complaints where to report
public record Value(YamlNode node, String path, Complaints complaints) {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,8}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?");

    /// The field and its place.
    public Spot spot() {
        return new Spot(node.at(), path);
    }

    /// What was written, for a message.
    String written() {
        return node instanceof Scalar scalar ? scalar.text() : node.words();
    }

    /// Reports what is wrong with the value.
    public void error(Rule rule, String message, String wayOut) {
        complaints.error(spot(), rule, written(), message, wayOut);
    }

    /// Whether the key stands there without a value.
    boolean isNothing() {
        return node instanceof Scalar scalar && scalar.type() == YamlNode.Type.NOTHING;
    }

    /// The text of any single value, whatever YAML takes it for.
    public Optional<String> raw() {
        if (node instanceof Scalar scalar && scalar.type() != YamlNode.Type.NOTHING) {
            return Optional.of(scalar.text());
        }
        wrongType("text", "write one value");
        return Optional.empty();
    }

    /// A text that is not empty.
    public Optional<String> text() {
        Optional<String> raw = raw();
        if (node instanceof Scalar scalar && raw.isPresent()) {
            if (scalar.type() != YamlNode.Type.TEXT) {
                wrongType("text", "put it in quotes: \"" + scalar.text() + "\"");
                return Optional.empty();
            }
            if (scalar.text().isBlank()) {
                error(Rule.WRONG_TYPE, "the text is empty", "write a text, or remove the key");
                return Optional.empty();
            }
        }
        return raw;
    }

    /// A text that a parser understands.
    public <T> Optional<T> parsed(Rule rule, Function<String, Parsed<T>> parser) {
        return raw().flatMap(text ->
                switch (parser.apply(text)) {
                    case Parsed.Right<T>(T value) -> Optional.of(value);
                    case Parsed.Wrong<T>(String message, String wayOut) -> {
                        error(rule, message, wayOut);
                        yield Optional.<T>empty();
                    }
                });
    }

    /// `true` or `false`.
    Optional<Boolean> flag() {
        if (node instanceof Scalar scalar && scalar.type() == YamlNode.Type.FLAG) {
            return Optional.of(Boolean.parseBoolean(scalar.text()));
        }
        wrongType("true or false", "write true or false, without quotes");
        return Optional.empty();
    }

    /// A whole number.
    public OptionalInt integer(int min, int max) {
        if (!(node instanceof Scalar scalar) || scalar.type() != YamlNode.Type.NUMBER) {
            wrongType("a whole number", "write a number from %d to %d".formatted(min, max));
            return OptionalInt.empty();
        }
        if (!WHOLE.matcher(scalar.text()).matches()) {
            error(
                    Rule.WRONG_TYPE,
                    "%s is not a whole number in plain decimal".formatted(scalar.text()),
                    "write a number from %d to %d, without leading zeros".formatted(min, max));
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(scalar.text());
        if (number < min || number > max) {
            outside(scalar.text(), String.valueOf(min), String.valueOf(max));
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    /// A number with at most six decimals.
    Optional<BigDecimal> decimal(BigDecimal min, BigDecimal max) {
        String range = "write a number from %s to %s".formatted(min, max);
        if (!(node instanceof Scalar scalar) || scalar.type() != YamlNode.Type.NUMBER) {
            wrongType("a number", range);
            return Optional.empty();
        }
        if (!DECIMAL.matcher(scalar.text()).matches()) {
            error(
                    Rule.WRONG_TYPE,
                    "%s is not a number in plain decimal".formatted(scalar.text()),
                    range + ", with at most 6 decimals");
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(scalar.text());
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            outside(scalar.text(), min.toString(), max.toString());
            return Optional.empty();
        }
        return Optional.of(number);
    }

    private void outside(String value, String min, String max) {
        error(
                Rule.OUT_OF_RANGE,
                "%s is outside %s to %s".formatted(value, min, max),
                "write a number from %s to %s".formatted(min, max));
    }

    /// The items of a list; none where nothing is written.
    public List<Value> items() {
        if (isNothing()) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Sequence sequence)) {
            wrongType("a list", "write [a, b], or one item a line after \"- \"");
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            items.add(new Value(item, path + "[" + items.size() + "]", complaints));
        }
        return items;
    }

    /// The items of a list, or the value itself where it is one alone.
    public List<Value> oneOrMore() {
        return node instanceof Scalar && !isNothing() ? List.of(this) : items();
    }

    /// The keys and values of a mapping, or empty where it is none.
    Optional<YamlNode.Mapping> mapping() {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        wrongType("a group of keys", "write key: value");
        return Optional.empty();
    }

    /// Reports that something else was wanted.
    void wrongType(String wanted, String wayOut) {
        String message =
                isNothing()
                        ? "has no value, and needs " + wanted
                        : "is %s, and needs %s".formatted(node.words(), wanted);
        error(Rule.WRONG_TYPE, message, wayOut);
    }
}
