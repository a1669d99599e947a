package io.walkdown.scanner.site;

import io.walkdown.profiles.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which devices of a site are meant: the argument of `--only`.
public sealed interface Selector {
    /// Whether that device is meant.
    boolean matches(Device device);

    /// The device of that name, ignoring case.
    ///
    /// @param name the device's name
    record ByName(String name) implements Selector {
        @Override
        public boolean matches(Device device) {
            return device.name().equalsIgnoreCase(name);
        }
    }

    /// The devices in that range of addresses; one address is a range of its own.
    ///
    /// @param range the addresses
    record ByAddress(Cidr range) implements Selector {
        @Override
        public boolean matches(Device device) {
            return range.contains(device.address());
        }
    }

    /// The devices of that shared-fate group.
    ///
    /// @param group the group's name
    record ByGroup(String group) implements Selector {
        @Override
        public boolean matches(Device device) {
            return device.groups().contains(group);
        }
    }

    /// The devices that speak that protocol.
    ///
    /// @param protocol the protocol
    record ByProtocol(Protocol protocol) implements Selector {
        @Override
        public boolean matches(Device device) {
            return device.protocol() == protocol;
        }
    }

    /// The devices of that zone (IEC 62443), ignoring case.
    ///
    /// @param zone the zone's name
    record ByZone(String zone) implements Selector {
        @Override
        public boolean matches(Device device) {
            return device.zone().equalsIgnoreCase(zone);
        }
    }

    /// Whether the device itself was named, by name or by its one address: what a profile with
    /// manual revisit asks for.
    default boolean namesOneDevice() {
        return switch (this) {
            case ByName name -> true;
            case ByAddress(Cidr range) -> range.isSingle();
            case ByGroup group -> false;
            case ByProtocol protocol -> false;
            case ByZone zone -> false;
        };
    }

    /// The selector that a text spells, or why it is none. Whether any device matches is not asked
    /// here.
    static Parsed<Selector> parse(String text) {
        String selector = text.strip();
        int equals = selector.indexOf('=');
        if (equals >= 0) {
            return keyed(
                    selector.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    selector.substring(equals + 1).strip());
        }
        if (Cidr.parse(selector) instanceof Parsed.Right<Cidr>(Cidr range)) {
            return new Parsed.Right<>(new ByAddress(range));
        }
        if (selector.matches("[0-9./]+|.*[:/].*") && !Names.isName(selector)) {
            return Cidr.parse(selector) instanceof Parsed.Wrong<Cidr> wrong
                    ? wrong.as()
                    : wrongName(selector);
        }
        return Names.isName(selector)
                ? new Parsed.Right<>(new ByName(selector))
                : wrongName(selector);
    }

    private static Parsed<Selector> wrongName(String selector) {
        return new Parsed.Wrong<>(
                "\"" + selector + "\" selects nothing",
                "write a device's name, an address, a range such as 10.1.2.0/24, or group=…,"
                        + " protocol=…, zone=…");
    }

    private static Parsed<Selector> keyed(String key, String value) {
        if (value.isEmpty()) {
            return new Parsed.Wrong<>(
                    "\"" + key + "=\" has no value", "write it after the sign, without a space");
        }
        return switch (key) {
            case "group" -> new Parsed.Right<>(new ByGroup(value));
            case "zone" -> new Parsed.Right<>(new ByZone(value));
            case "protocol" -> protocol(value.toLowerCase(Locale.ROOT));
            default ->
                    new Parsed.Wrong<>(
                            "there is no selector \"" + key + "=\"",
                            Suggestion.wayOut(key, List.of("group", "protocol", "zone")));
        };
    }

    private static Parsed<Selector> protocol(String value) {
        return Protocol.byId(value)
                .<Parsed<Selector>>map(found -> new Parsed.Right<>(new ByProtocol(found)))
                .orElseGet(() ->
                        new Parsed.Wrong<>(
                                "there is no protocol \"" + value + "\"",
                                Suggestion.wayOut(
                                        value,
                                        Arrays.stream(Protocol.values())
                                                .filter(Protocol::spoken)
                                                .map(Protocol::id)
                                                .toList())));
    }
}
