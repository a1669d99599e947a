package io.walkdown.scanner.site;

import io.walkdown.profiles.Protocol;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every entry of one address, port and protocol, taken together: what one conversation asks.
///
/// Units and slots are joined, as are groups and acknowledgements; one safety entry makes it a
/// safety system, one canary entry a canary; it is spare only where every entry is, and as critical
/// as the most critical one. Profile, rack, slot, connection kind and clients are what any entry
/// states; the reader refused entries that contradict each other.
///
/// @param devices the entries in the file's order, at least one
public record Endpoint(List<Device> devices) {
    public Endpoint {
        devices = List.copyOf(devices);
        if (devices.stream().map(Endpoint::key).distinct().count() != 1) {
            throw new IllegalArgumentException(
                    "an endpoint is one address, port and protocol, not " + devices);
        }
    }

    private static String key(Device device) {
        return device.endpointText() + " " + device.protocol().id();
    }

    private Device first() {
        return devices.getFirst();
    }

    /// The asset's name: that of the first entry.
    public String name() {
        return first().name();
    }

    /// Where it is.
    public IpLiteral address() {
        return first().address();
    }

    /// The port, 1 to 65535.
    public int port() {
        return first().port();
    }

    /// What is spoken there.
    public Protocol protocol() {
        return first().protocol();
    }

    /// The stated profile.
    public Optional<String> profile() {
        return devices.stream().flatMap(device -> device.profile().stream()).findFirst();
    }

    /// The stated S7 rack.
    public OptionalInt rack() {
        return stated(Device::rack);
    }

    /// The stated S7 slot.
    public OptionalInt slot() {
        return stated(Device::slot);
    }

    /// The kind of S7 connection.
    public S7Access s7() {
        return devices.stream()
                .map(Device::s7)
                .filter(access -> !access.equals(S7Access.DEFAULT))
                .findFirst()
                .orElse(S7Access.DEFAULT);
    }

    /// The stated permanent connections (S2).
    public OptionalInt clients() {
        return stated(Device::clients);
    }

    private OptionalInt stated(Function<Device, OptionalInt> field) {
        return devices.stream()
                .map(field)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /// Every Modbus unit to ask, those of `unit` and of `units`, in the file's order; empty: the
    /// protocol package's default.
    public List<Integer> units() {
        return devices.stream().flatMap(device -> unitsOf(device).stream()).toList();
    }

    static List<Integer> unitsOf(Device device) {
        return device.unit().isPresent() ? List.of(device.unit().getAsInt()) : device.units();
    }

    /// Every chassis slot to ask, in the file's order.
    public List<Integer> slots() {
        return devices.stream().flatMap(device -> device.slots().stream()).toList();
    }

    /// The entry that names that unit.
    public Optional<Device> ofUnit(int unit) {
        return devices.stream().filter(device -> unitsOf(device).contains(unit)).findFirst();
    }

    /// The entry that names that slot.
    public Optional<Device> ofSlot(int slot) {
        return devices.stream().filter(device -> device.slots().contains(slot)).findFirst();
    }

    /// The same endpoint with that unit or slot alone, by the entry that names it.
    ///
    /// @throws IllegalArgumentException where none does
    public Endpoint onlyAt(int place) {
        return ofUnit(place)
                .or(() -> ofSlot(place))
                .map(device -> new Endpoint(List.of(device.onlyAt(place))))
                .orElseThrow(() ->
                        new IllegalArgumentException("%s lists no %d".formatted(name(), place)));
    }

    /// The groups of all entries (S6).
    public Set<String> groups() {
        return devices.stream()
                .flatMap(device -> device.groups().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether any entry is a safety system (S11).
    public boolean safety() {
        return devices.stream().anyMatch(Device::safety);
    }

    /// Whether every entry is spare.
    public boolean spare() {
        return devices.stream().allMatch(Device::spare);
    }

    /// Whether any entry is a canary (S8).
    public boolean canary() {
        return devices.stream().anyMatch(Device::canary);
    }

    /// The highest stated criticality.
    public Optional<Criticality> criticality() {
        return devices.stream()
                .flatMap(device -> device.criticality().stream())
                .max(Comparator.naturalOrder());
    }

    /// The acknowledgement of that rule, by any entry, that still holds.
    public Optional<Acknowledgement> acknowledgement(String rule, Instant now) {
        return devices.stream()
                .flatMap(device -> device.acknowledgement(rule, now).stream())
                .findFirst();
    }

    /// Whether any entry is among those.
    public boolean touches(Collection<Device> chosen) {
        return devices.stream().anyMatch(chosen::contains);
    }

    /// Address and port, for example `10.1.2.3:102` or `[fd00::1]:102`.
    static String text(IpLiteral address, int port) {
        return switch (address.family()) {
            case IPV4 -> address + ":" + port;
            case IPV6 -> "[" + address + "]:" + port;
        };
    }
}
