package io.walkdown.scanner.site;

import io.walkdown.scanner.site.S7Access.ConnectionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The keys of a device that say what is asked behind its address; each belongs to one protocol.
///
/// @param rack see [Device]
/// @param slot see [Device]
/// @param s7 see [Device]
/// @param unit see [Device]
/// @param units see [Device]
/// @param slots see [Device]
record AddressedKeys(
        OptionalInt rack,
        OptionalInt slot,
        S7Access s7,
        OptionalInt unit,
        List<Integer> units,
        List<Integer> slots) {
    private static final int LAST_UNIT = 247;
    private static final int NO_GATEWAY = 255;

    static AddressedKeys read(Fields fields) {
        OptionalInt rack = fields.integer("rack", 0, 7);
        OptionalInt slot = fields.integer("slot", 0, 31);
        S7Access s7 = fields.optional("s7").map(AddressedKeys::s7).orElse(S7Access.DEFAULT);
        OptionalInt unit =
                fields.optional("unit").map(value -> unit(value, 0)).orElse(OptionalInt.empty());
        refuseBoth(fields, "unit", "units", fields.has("unit"));
        fields.optional("s7")
                .filter(value -> s7.remoteTsap().isPresent())
                .ifPresent(value -> refusePlaceAndTsap(fields));
        return new AddressedKeys(
                rack,
                slot,
                s7,
                unit,
                fields.optional("units").map(value -> list(value, true)).orElse(List.of()),
                fields.optional("slots").map(value -> list(value, false)).orElse(List.of()));
    }

    private static void refusePlaceAndTsap(Fields fields) {
        refuseBoth(fields, "remoteTsap", "rack", true);
        refuseBoth(fields, "remoteTsap", "slot", true);
    }

    private static void refuseBoth(Fields fields, String key, String other, boolean present) {
        fields.optional(other)
                .filter(value -> present)
                .ifPresent(value ->
                        value.error(
                                Rule.CONFLICTING_KEYS,
                                "%s and %s say the same thing twice".formatted(key, other),
                                "keep one of the two"));
    }

    /// Units 248 to 254 are reserved (Modbus over Serial Line V1.02, 2.2); 0 is the broadcast
    /// address of a serial line, so it is not listed behind a gateway; 255 is the device itself.
    private static OptionalInt unit(Value value, int min) {
        OptionalInt unit = value.integer(min, NO_GATEWAY);
        if (unit.isPresent() && unit.getAsInt() > LAST_UNIT && unit.getAsInt() != NO_GATEWAY) {
            value.error(
                    Rule.OUT_OF_RANGE,
                    "unit %d is reserved by the standard".formatted(unit.getAsInt()),
                    "write a unit from %d to %d, or 255".formatted(min, LAST_UNIT));
            return OptionalInt.empty();
        }
        return unit;
    }

    private static List<Integer> list(Value value, boolean units) {
        List<Integer> numbers = new ArrayList<>();
        List<Value> items = value.items();
        if (items.isEmpty() && value.node() instanceof YamlNode.Sequence) {
            value.error(Rule.OUT_OF_RANGE, "the list is empty", "list a number, or remove the key");
        }
        for (Value item : items) {
            OptionalInt number = units ? unit(item, 1) : item.integer(0, 255);
            if (number.isPresent() && numbers.contains(number.getAsInt())) {
                item.error(
                        Rule.DUPLICATE_VALUE,
                        "%d stands here twice".formatted(number.getAsInt()),
                        "keep one");
            } else {
                number.ifPresent(numbers::add);
            }
        }
        return numbers;
    }

    private static S7Access s7(Value value) {
        return Fields.of(value, Set.of("group", "remoteTsap"))
                .map(AddressedKeys::s7)
                .orElse(S7Access.DEFAULT);
    }

    private static S7Access s7(Fields fields) {
        Optional<ConnectionGroup> group =
                fields.optional("group")
                        .flatMap(value ->
                                Choice.of(
                                        value,
                                        "kind of S7 connection",
                                        ConnectionGroup::byId,
                                        ConnectionGroup.ids()));
        Optional<Value> written = fields.optional("remoteTsap");
        Optional<Integer> tsap =
                written.flatMap(Value::text)
                        .flatMap(text ->
                                written.get().parsed(Rule.TSAP_SYNTAX, S7Access::parseTsap));
        if (tsap.isEmpty()) {
            return new S7Access(group.orElse(ConnectionGroup.OTHER), OptionalInt.empty());
        }
        ConnectionGroup actual = ConnectionGroup.of(tsap.get());
        if (group.isPresent() && group.get() != actual) {
            written.get()
                    .error(
                            Rule.CONFLICTING_KEYS,
                            "TSAP %s asks for the group %s, and group says %s"
                                    .formatted(
                                            written.get().written(), actual.id(), group.get().id()),
                            "keep one of the two");
        }
        return new S7Access(actual, OptionalInt.of(tsap.get()));
    }
}
