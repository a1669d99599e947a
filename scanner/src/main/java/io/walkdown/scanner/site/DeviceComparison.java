package io.walkdown.scanner.site;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.site.Complaints.Spot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what is wrong between the entries of a site file: names given twice, and entries of one
/// address that cannot be one visit.
final class DeviceComparison {
    private final Complaints complaints;

    DeviceComparison(Complaints complaints) {
        this.complaints = complaints;
    }

    void compare(List<Device> devices) {
        names(devices);
        devices.stream()
                .collect(
                        Collectors.groupingBy(
                                Device::endpointText, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(this::endpoint);
    }

    private void names(List<Device> devices) {
        Map<String, Device> seen = new HashMap<>();
        for (Device device : devices) {
            Device first = seen.putIfAbsent(device.name().toLowerCase(Locale.ROOT), device);
            if (first != null) {
                complaints.error(
                        spot(device),
                        Rule.DUPLICATE_NAME,
                        device.name(),
                        "\"%s\" is also the name of the device in line %d, ignoring case"
                                .formatted(device.name(), first.at().line()),
                        "give each device a name of its own");
            }
        }
    }

    private void endpoint(List<Device> devices) {
        Device first = devices.getFirst();
        for (Device device : devices.subList(1, devices.size())) {
            if (device.protocol() != first.protocol()) {
                conflict(device, first, "protocol", device.protocol().id());
            }
        }
        agree(devices, "profile", device -> device.profile().orElse(""));
        agree(devices, "clients", device -> text(device.clients()));
        agree(devices, "rack", device -> text(device.rack()));
        agree(devices, "slot", device -> text(device.slot()));
        agree(
                devices,
                "s7",
                device ->
                        device.s7().equals(S7Access.DEFAULT)
                                ? ""
                                : device.s7().group().id() + " " + device.s7().tsapText());
        places(devices);
    }

    private static String text(OptionalInt number) {
        return number.isEmpty() ? "" : String.valueOf(number.getAsInt());
    }

    /// Entries may leave a field out, but may not contradict the first that states it.
    private void agree(List<Device> devices, String field, Function<Device, String> value) {
        List<Device> stating = devices.stream().filter(d -> !value.apply(d).isEmpty()).toList();
        for (Device device : stating) {
            if (!value.apply(device).equals(value.apply(stating.getFirst()))) {
                conflict(device, stating.getFirst(), field, value.apply(device));
            }
        }
    }

    private void conflict(Device device, Device first, String field, String value) {
        complaints.error(
                spot(device),
                Rule.MERGE_CONFLICT,
                value,
                "%s is at %s like \"%s\" in line %d, so they are one visit, but their %s differs"
                        .formatted(
                                quoted(device),
                                device.endpointText(),
                                first.name(),
                                first.at().line(),
                                field),
                "give both the same " + field + ", or state it once");
    }

    /// Two entries of one endpoint must not mean the same module, unit or whole device.
    private void places(List<Device> devices) {
        Map<String, Device> seen = new HashMap<>();
        for (Device device : devices) {
            for (String place : placesOf(device)) {
                Device first = seen.putIfAbsent(place, device);
                if (first != null) {
                    complaints.error(
                            spot(device),
                            Rule.MERGE_CONFLICT,
                            place,
                            "%s is the same place as \"%s\" in line %d: %s, %s"
                                    .formatted(
                                            quoted(device),
                                            first.name(),
                                            first.at().line(),
                                            device.endpointText(),
                                            place),
                            "list each place once");
                }
            }
        }
    }

    private static List<String> placesOf(Device device) {
        List<String> places =
                device.protocol() == Protocol.ENIP
                        ? device.slots().stream().map(slot -> "slot " + slot).toList()
                        : Endpoint.unitsOf(device).stream().map(unit -> "unit " + unit).toList();
        return places.isEmpty() ? List.of("the device itself") : places;
    }

    private static String quoted(Device device) {
        return "\"" + device.name() + "\"";
    }

    private static Spot spot(Device device) {
        return new Spot(device.at(), device.path());
    }
}
