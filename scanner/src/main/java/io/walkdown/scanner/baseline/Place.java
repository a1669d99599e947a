package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Observations.Visit;
import java.util.Comparator;

/// Where an asset is asked.
///
/// @param address IP literal
/// @param protocol the protocol's id
/// @param path how it is reached at that address, for example `port 102`
public record Place(String address, String protocol, String path) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::address)
                    .thenComparing(Place::protocol)
                    .thenComparing(Place::path);

    /// The place that a visit went to.
    public static Place of(Visit visit) {
        return new Place(visit.address(), visit.protocol(), ("port " + visit.port()).intern());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /// For a person, for example `10.1.2.3 port 102 (s7)`.
    @Override
    public String toString() {
        return path.isEmpty()
                ? "%s (%s)".formatted(address, protocol)
                : "%s %s (%s)".formatted(address, path, protocol);
    }
}
