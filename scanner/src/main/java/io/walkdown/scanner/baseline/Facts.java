package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Identity;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The nameplate of a device or module as a baseline keeps it. What comes and goes while a device
/// does its work, such as the `status` and `state` of EtherNet/IP, is left out.
///
/// @param identity core fields by their name in files
/// @param attributes the protocol's own fields
public record Facts(SortedMap<String, Fact> identity, SortedMap<String, Fact> attributes) {
    /// Nothing known.
    public static final Facts NONE = new Facts(new TreeMap<>(), new TreeMap<>());

    /// Attributes that tell what a device does now and not what it is, by protocol (CIP volume 1,
    /// 5A-2.2.5 and 5A-2.2.8).
    private static final Map<String, Set<String>> VOLATILE =
            Map.of("enip", Set.of("status", "state"));

    public Facts {
        identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /// A field of a nameplate: a core field, or one of the protocol's own.
    ///
    /// @param own whether it is the protocol's own
    /// @param name its name in files
    public record Name(boolean own, String name) implements Comparable<Name> {
        /// No field at all; sorts first.
        static final Name NONE = new Name(false, "");

        /// That core field.
        public static Name of(NameplateField field) {
            return new Name(false, field.id());
        }

        /// Core fields in the order of a nameplate, then the others by name.
        @Override
        public int compareTo(Name other) {
            return rank() != other.rank()
                    ? Integer.compare(rank(), other.rank())
                    : name.compareTo(other.name);
        }

        private int rank() {
            return own
                    ? Integer.MAX_VALUE
                    : NameplateField.byId(name).map(NameplateField::ordinal).orElse(-1);
        }

        @Override
        public String toString() {
            return own ? "attributes." + name : name;
        }
    }

    /// What that nameplate tells.
    ///
    /// @param protocol the protocol's id, which decides what is left out
    public static Facts of(Nameplate plate, String protocol) {
        var identity = new TreeMap<String, Fact>();
        plate.identity().forEach((name, field) -> put(identity, name.id(), field));
        var attributes = new TreeMap<String, Fact>();
        plate.attributes().forEach((name, field) -> put(attributes, name, field));
        attributes.keySet().removeAll(VOLATILE.getOrDefault(protocol, Set.of()));
        return new Facts(identity, attributes);
    }

    /// Whether that nameplate tells exactly this: what [#of] would give, without making it.
    boolean areToldBy(Nameplate plate, String protocol) {
        int told = 0;
        for (Map.Entry<NameplateField, Field> field : plate.identity().entrySet()) {
            Fact fact = identity.get(field.getKey().id());
            if (fact == null ? Fact.isIn(field.getValue()) : !fact.isTold(field.getValue())) {
                return false;
            }
            told += fact == null ? 0 : 1;
        }
        Set<String> left = VOLATILE.getOrDefault(protocol, Set.of());
        int own = 0;
        for (Map.Entry<String, Field> field : plate.attributes().entrySet()) {
            Fact fact = attributes.get(field.getKey());
            boolean tells = !left.contains(field.getKey()) && Fact.isIn(field.getValue());
            if (fact == null ? tells : !tells || !fact.isTold(field.getValue())) {
                return false;
            }
            own += fact == null ? 0 : 1;
        }
        return told == identity.size() && own == attributes.size();
    }

    private static void put(SortedMap<String, Fact> facts, String name, Field field) {
        Fact.of(field).ifPresent(fact -> facts.put(name, fact));
    }

    /// Whether nothing was told.
    public boolean isEmpty() {
        return identity.isEmpty() && attributes.isEmpty();
    }

    /// Whether there is a value at all, and not only word that a place is empty or refuses.
    boolean tells() {
        return all().values().stream().anyMatch(fact -> !fact.values().isEmpty());
    }

    /// Every fact, core fields first.
    public SortedMap<Name, Fact> all() {
        var all = new TreeMap<Name, Fact>();
        identity.forEach((name, fact) -> all.put(new Name(false, name), fact));
        attributes.forEach((name, fact) -> all.put(new Name(true, name), fact));
        return all;
    }

    /// The fact in that field.
    public Optional<Fact> fact(Name name) {
        return Optional.ofNullable((name.own() ? attributes : identity).get(name.name()));
    }

    /// The known value of a core field.
    public Optional<String> value(NameplateField field) {
        return Optional.ofNullable(identity.get(field.id())).flatMap(Fact::value);
    }

    /// By what its bearer is known again.
    public Identity bearer() {
        return Identity.of(
                this::value,
                Optional.ofNullable(attributes.get(Identity.MAC_ATTRIBUTE)).flatMap(Fact::value));
    }

    /// The same with one fact set, or without it.
    Facts with(Name name, Optional<Fact> fact) {
        var core = new TreeMap<>(identity);
        var own = new TreeMap<>(attributes);
        SortedMap<String, Fact> facts = name.own() ? own : core;
        fact.ifPresentOrElse(told -> facts.put(name.name(), told), () -> facts.remove(name.name()));
        return new Facts(core, own);
    }
}
