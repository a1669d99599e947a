package io.walkdown.scanner.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything that the site file says of one address. One address is one visit and one implicit
/// shared-fate group (S6): its endpoints are asked one after the other, never at once.
///
/// @param endpoints what is asked there, by port and protocol, in the file's order; at least one
public record VisitEntry(List<Endpoint> endpoints) {
    public VisitEntry {
        endpoints = List.copyOf(endpoints);
        if (endpoints.stream().map(Endpoint::address).distinct().count() != 1) {
            throw new IllegalArgumentException("a visit is one address, not " + endpoints);
        }
    }

    /// The entry of all devices of one address.
    static VisitEntry of(List<Device> devices) {
        return new VisitEntry(
                devices.stream()
                        .collect(
                                Collectors.groupingBy(
                                        device -> device.port() + " " + device.protocol().id(),
                                        LinkedHashMap::new,
                                        Collectors.toList()))
                        .values()
                        .stream()
                        .map(Endpoint::new)
                        .toList());
    }

    /// Where it is.
    public IpLiteral address() {
        return endpoints.getFirst().address();
    }

    /// Every device there, in the file's order of endpoints.
    public List<Device> devices() {
        return endpoints.stream().flatMap(endpoint -> endpoint.devices().stream()).toList();
    }

    /// Whether any device there is a safety system; then the whole address is excluded (S11).
    public boolean safety() {
        return endpoints.stream().anyMatch(Endpoint::safety);
    }

    /// The one endpoint of that port.
    public Optional<Endpoint> atPort(int port) {
        return endpoints.stream().filter(endpoint -> endpoint.port() == port).findFirst();
    }
}
