package io.walkdown.scanner.site;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A site file that was read and found right: what may be contacted, when and how much.
///
/// @param file the file it was read from
/// @param name the site's name
/// @param timeZone the zone of windows, schedule and dates; UTC unless stated
/// @param scope which addresses may be contacted (S11)
/// @param limits how much at once (S6)
/// @param windows when (S11)
/// @param schedule five cron fields for `run`, in lower case with single spaces; empty: none
/// @param baseline the baseline's path, beside the site file unless absolute
/// @param runs the folder of runs, likewise
/// @param overlays profile overlays, likewise, in the file's order
/// @param knownBad known-bad lists beside the shipped one, and the keys that may sign them (S8)
/// @param approvalKeys public keys, likewise: where there are any, only a plan that one of them
///   signed is run (S5)
/// @param groups every shared-fate group by name, those that only a device names included
/// @param devices every entry in the file's order
public record Site(
        Path file,
        String name,
        ZoneId timeZone,
        Scope scope,
        Limits limits,
        Windows windows,
        Optional<String> schedule,
        Path baseline,
        Path runs,
        List<Path> overlays,
        KnownBadFiles knownBad,
        List<Path> approvalKeys,
        Map<String, Group> groups,
        List<Device> devices) {
    public Site {
        overlays = List.copyOf(overlays);
        approvalKeys = List.copyOf(approvalKeys);
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        devices = List.copyOf(devices);
    }

    /// The devices by address: entries with one address are one visit, in the order of their first
    /// entry. Within a visit, entries with one port and protocol are one endpoint.
    public List<VisitEntry> visits() {
        return devices.stream()
                .collect(
                        Collectors.groupingBy(
                                Device::address, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(VisitEntry::of)
                .toList();
    }

    /// Why an address is listed but never contacted: it is in `exclude`, or a safety system is
    /// there (S11). Empty where it may be contacted.
    public Optional<String> exclusion(VisitEntry visit) {
        return scope.exclusion(visit.address())
                .map(range -> "exclude names " + range)
                .or(() ->
                        visit.devices().stream()
                                .filter(Device::safety)
                                .findFirst()
                                .map(device -> device.name() + " is a safety system"));
    }

    /// The devices that any of the selectors picks, in the file's order; all for no selector.
    public List<Device> select(Collection<Selector> selectors) {
        return devices.stream()
                .filter(device ->
                        selectors.isEmpty() || selectors.stream().anyMatch(s -> s.matches(device)))
                .toList();
    }

    /// The device of that name, ignoring case.
    public Optional<Device> device(String name) {
        return devices.stream().filter(device -> device.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The device name that a wrong one was probably meant to be.
    public Optional<String> nearestName(String name) {
        return Suggestion.nearest(name, devices.stream().map(Device::name).toList());
    }

    /// The canonical text for the plan's hash: everything that decides who may be contacted, when
    /// and how much. Comments, order, positions, schedule and paths are not in it; equal sites give
    /// equal texts.
    public String normalised() {
        return NormalForm.of(this);
    }
}
