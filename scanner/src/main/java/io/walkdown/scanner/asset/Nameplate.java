package io.walkdown.scanner.asset;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a device or module says of itself.
///
/// @param identity the core fields; one that is missing was not asked for
/// @param attributes the protocol's own fields, by name
public record Nameplate(Map<NameplateField, Field> identity, SortedMap<String, Field> attributes) {

    /// A nameplate of which nothing is known.
    public static final Nameplate BLANK = new Nameplate(Map.of(), new TreeMap<>());

    public Nameplate {
        var all = new EnumMap<NameplateField, Field>(NameplateField.class);
        for (NameplateField field : NameplateField.values()) {
            all.put(field, identity.getOrDefault(field, Field.NOT_ASKED));
        }
        identity = Collections.unmodifiableMap(all);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /// Whether somebody answered: a field has a value, is empty or is not supported.
    public boolean answered() {
        return Stream.concat(identity.values().stream(), attributes.values().stream())
                .map(Field::state)
                .anyMatch(state -> state != FieldState.NOT_ASKED && state != FieldState.NO_ANSWER);
    }

    /// That core field; [Field#NOT_ASKED] where nobody asked.
    public Field field(NameplateField name) {
        return identity.getOrDefault(name, Field.NOT_ASKED);
    }

    /// The value of that core field where it is known.
    public Optional<String> value(NameplateField name) {
        return field(name).value();
    }

    /// The same nameplate after something more was asked: what was asked again holds.
    Nameplate asToldBy(Nameplate later) {
        var fields = new EnumMap<NameplateField, Field>(identity);
        later.identity.forEach((name, field) -> {
            if (field.state() != FieldState.NOT_ASKED) {
                fields.put(name, field);
            }
        });
        SortedMap<String, Field> all = new TreeMap<>(attributes);
        all.putAll(later.attributes);
        return new Nameplate(fields, all);
    }
}
