package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Complaints.Spot;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The known keys of one mapping. Unknown ones were reported when it was made.
public final class Fields {
    private final Spot spot;
    private final Complaints complaints;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Fields(Spot spot, Complaints complaints) {
        this.spot = spot;
        this.complaints = complaints;
    }

    /// The fields of a mapping, or empty where it is none.
    public static Optional<Fields> of(Value value, Set<String> known) {
        return value.mapping().map(mapping -> of(value, mapping, known));
    }

    private static Fields of(Value value, YamlNode.Mapping mapping, Set<String> known) {
        Fields fields = new Fields(value.spot(), value.complaints());
        for (YamlNode.Entry entry : mapping.entries()) {
            String path = YamlReader.child(value.path(), entry.key());
            if (known.contains(entry.key())) {
                fields.values.put(entry.key(), new Value(entry.value(), path, value.complaints()));
            } else {
                value.complaints()
                        .error(
                                new Spot(entry.keyAt(), path),
                                Rule.UNKNOWN_KEY,
                                entry.key(),
                                "there is no key \"%s\" here".formatted(entry.key()),
                                Suggestion.wayOut(entry.key(), known));
            }
        }
        return fields;
    }

    /// Where the mapping stands.
    public Spot spot() {
        return spot;
    }

    /// Whether the key stands there.
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// The value of a key that may be missing.
    public Optional<Value> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// The value of a key that must stand there; reports where it does not.
    public Optional<Value> required(String key, String wayOut) {
        Optional<Value> value = optional(key);
        if (value.isEmpty()) {
            complaints.error(
                    spot, Rule.MISSING_KEY, "", "the key \"%s\" is missing".formatted(key), wayOut);
        }
        return value;
    }

    /// The text of a key that may be missing.
    public Optional<String> text(String key) {
        return optional(key).flatMap(Value::text);
    }

    boolean flag(String key) {
        return optional(key).flatMap(Value::flag).orElse(false);
    }

    /// The whole number of a key that may be missing.
    public OptionalInt integer(String key, int min, int max) {
        return optional(key).map(value -> value.integer(min, max)).orElse(OptionalInt.empty());
    }

    Optional<BigDecimal> decimal(String key, BigDecimal min, BigDecimal max) {
        return optional(key).flatMap(value -> value.decimal(min, max));
    }

    /// The items of a list that may be missing.
    public List<Value> items(String key) {
        return optional(key).map(Value::items).orElse(List.of());
    }
}
