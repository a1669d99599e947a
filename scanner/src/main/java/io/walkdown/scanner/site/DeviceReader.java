package io.walkdown.scanner.site;

import io.walkdown.profiles.Protocol;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one entry of `devices`.
final class DeviceReader {
    static final Set<String> KEYS =
            Set.of(
                    "name",
                    "address",
                    "port",
                    "protocol",
                    "profile",
                    "rack",
                    "slot",
                    "s7",
                    "unit",
                    "units",
                    "slots",
                    "clients",
                    "groups",
                    "zone",
                    "purdue",
                    "safety",
                    "spare",
                    "canary",
                    "criticality",
                    "acknowledge");
    private static final Map<String, Protocol> KEY_OF =
            Map.of(
                    "rack", Protocol.S7,
                    "slot", Protocol.S7,
                    "s7", Protocol.S7,
                    "unit", Protocol.MODBUS,
                    "units", Protocol.MODBUS,
                    "slots", Protocol.ENIP);

    private final Complaints complaints;
    private final KnownProfiles profiles;
    private final Map<String, Group> groups;
    private final @Nullable Scope scope;
    private final AcknowledgementReader acknowledgements;

    /// @param scope what addresses are judged by; empty where the scope itself is wrong, so that
    ///   one slip does not blame every device
    DeviceReader(
            Complaints complaints,
            KnownProfiles profiles,
            Map<String, Group> groups,
            Optional<Scope> scope,
            AcknowledgementReader acknowledgements) {
        this.complaints = complaints;
        this.profiles = profiles;
        this.groups = Map.copyOf(groups);
        this.scope = scope.orElse(null);
        this.acknowledgements = acknowledgements;
    }

    /// The device, or empty where it has no usable name, address or protocol.
    Optional<Device> read(Value item) {
        return Fields.of(item, KEYS).flatMap(this::device);
    }

    private Optional<Device> device(Fields fields) {
        Optional<String> name =
                fields.required("name", "give the device a name of its own")
                        .flatMap(DeviceReader::name);
        Optional<IpLiteral> address =
                fields.required("address", "write its address, for example 10.1.2.3")
                        .flatMap(this::address);
        Optional<Protocol> protocol =
                fields.required("protocol", "write one of " + String.join(", ", spoken()))
                        .flatMap(DeviceReader::protocol);
        protocol.ifPresent(spoken -> refuseForeignKeys(fields, spoken));
        AddressedKeys keys = AddressedKeys.read(fields);
        OptionalInt port = fields.integer("port", 1, 65535);
        Declared declared = declared(fields);
        if (name.isEmpty() || address.isEmpty() || protocol.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Device(
                        name.get(),
                        address.get(),
                        port.orElse(protocol.get().defaultPort()),
                        protocol.get(),
                        declared.profile(),
                        keys.rack(),
                        keys.slot(),
                        keys.s7(),
                        keys.unit(),
                        keys.units(),
                        keys.slots(),
                        declared.clients(),
                        declared.groups(),
                        declared.zone(),
                        declared.purdue(),
                        declared.safety(),
                        declared.spare(),
                        declared.canary(),
                        declared.criticality(),
                        declared.acknowledgements(),
                        fields.spot().at(),
                        fields.spot().path()));
    }

    /// What is declared of a device whatever it speaks; see [Device].
    private record Declared(
            Optional<String> profile,
            OptionalInt clients,
            Set<String> groups,
            String zone,
            String purdue,
            boolean safety,
            boolean spare,
            boolean canary,
            Optional<Criticality> criticality,
            List<Acknowledgement> acknowledgements) {}

    private Declared declared(Fields fields) {
        return new Declared(
                fields.optional("profile").flatMap(this::profile),
                fields.integer("clients", 0, 1024),
                groups(fields.items("groups")),
                fields.text("zone").orElse(""),
                fields.optional("purdue").flatMap(Purdue::read).orElse(""),
                fields.flag("safety"),
                fields.flag("spare"),
                fields.flag("canary"),
                fields.optional("criticality")
                        .flatMap(value ->
                                Choice.of(
                                        value,
                                        "criticality",
                                        Criticality::byId,
                                        Criticality.ids())),
                fields.optional("acknowledge").map(acknowledgements::read).orElse(List.of()));
    }

    private static Optional<String> name(Value value) {
        return value.text().flatMap(text -> value.parsed(Rule.NAME_SYNTAX, Names::parse));
    }

    private Optional<IpLiteral> address(Value value) {
        Optional<IpLiteral> address = value.parsed(Rule.IP_LITERAL, IpLiteral::parse);
        if (scope != null && address.isPresent()) {
            judge(value, address.get(), scope.verdict(address.get()));
        }
        return address;
    }

    /// Reports an address that the contract refuses (S11). An excluded one is no error: it is
    /// listed and never contacted.
    private void judge(Value value, IpLiteral address, Scope.Verdict verdict) {
        switch (verdict) {
            case INSIDE, EXCLUDED -> {}
            case OUTSIDE ->
                    refuse(
                            value,
                            Rule.OUTSIDE_SCOPE,
                            address + " is outside the scope, and nothing outside is contacted",
                            "remove the device, or add its range to scope");
            case PUBLIC ->
                    refuse(
                            value,
                            Rule.PUBLIC_ADDRESS,
                            address + " is public, and scope holds it only by a range",
                            "if it is yours, name " + address + " itself in scope");
            case NOT_ONE_DEVICE ->
                    refuse(
                            value,
                            Rule.NOT_ONE_DEVICE,
                            address + " is not the address of one device",
                            "write the device's own address, or name it itself in scope where it is"
                                    + " the first or last of a range");
        }
    }

    private void refuse(Value value, Rule rule, String message, String wayOut) {
        complaints.refusal(value.spot(), rule, value.written(), message + " (S11)", wayOut);
    }

    private static List<String> spoken() {
        return Arrays.stream(Protocol.values()).filter(Protocol::spoken).map(Protocol::id).toList();
    }

    private static Optional<Protocol> protocol(Value value) {
        Optional<String> text = value.text();
        Optional<Protocol> protocol = text.flatMap(Protocol::byId);
        if (text.isPresent() && protocol.isEmpty()) {
            value.error(
                    Rule.UNKNOWN_PROTOCOL,
                    "there is no protocol \"" + text.get() + "\"",
                    Suggestion.wayOut(text.get(), spoken()));
        }
        protocol.filter(known -> !known.spoken())
                .ifPresent(known ->
                        value.error(
                                Rule.PROTOCOL_NOT_SPOKEN,
                                "%s is known, but this version does not speak it"
                                        .formatted(known.id()),
                                "spoken are " + String.join(", ", spoken())));
        return protocol.filter(Protocol::spoken);
    }

    private void refuseForeignKeys(Fields fields, Protocol protocol) {
        KEYS.stream()
                .filter(key -> fields.has(key) && KEY_OF.getOrDefault(key, protocol) != protocol)
                .flatMap(key -> fields.optional(key).stream())
                .forEach(value ->
                        value.error(
                                Rule.PROTOCOL_KEY,
                                "the key has no meaning for " + protocol.id(),
                                "remove it, or correct protocol"));
    }

    private Optional<String> profile(Value value) {
        Optional<String> id = value.text();
        if (id.isPresent() && !profiles.known().test(id.get())) {
            value.error(
                    Rule.UNKNOWN_PROFILE,
                    "there is no profile \"" + id.get() + "\"",
                    profiles.suggest()
                            .apply(id.get())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("walkdown profiles list shows all"));
        }
        return id;
    }

    private Set<String> groups(List<Value> items) {
        Set<String> names = new LinkedHashSet<>();
        for (Value item : items) {
            item.parsed(Rule.NAME_SYNTAX, Names::parse)
                    .ifPresent(name -> {
                        if (!names.add(name)) {
                            item.error(
                                    Rule.DUPLICATE_VALUE,
                                    "group \"%s\" stands here twice".formatted(name),
                                    "keep one");
                        }
                        judgeGroup(item, name);
                    });
        }
        return names;
    }

    /// An undeclared group is a group with the strictest defaults; one that is almost the name of a
    /// declared group is a slip that would lift that group's limits.
    private void judgeGroup(Value item, String name) {
        if (groups.containsKey(name)) {
            return;
        }
        Optional<String> near = Suggestion.nearest(name, groups.keySet());
        if (near.isPresent()) {
            item.error(
                    Rule.UNKNOWN_GROUP,
                    "there is no group \"" + name + "\"",
                    "did you mean " + near.get() + "? Else declare it under groups");
        } else {
            complaints.warning(
                    item.spot(),
                    Rule.UNKNOWN_GROUP,
                    name,
                    "group \"%s\" is not declared and gets the defaults: one visit at a time"
                            .formatted(name),
                    "declare it under groups");
        }
    }

    /// Reports what is wrong between devices.
    void compare(List<Device> devices) {
        new DeviceComparison(complaints).compare(devices);
    }
}
