package io.walkdown.scanner.gate;

import io.walkdown.scanner.baseline.Place;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Site;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which zone a device is in. Zones stand in the site file alone, so without one nobody knows.
public final class Zones {
    /// No site file was read.
    public static final Zones UNKNOWN = new Zones(false, Map.of(), Map.of());

    private final boolean known;
    private final Map<String, String> byName;
    private final Map<Place, String> byPlace;

    private Zones(boolean known, Map<String, String> byName, Map<Place, String> byPlace) {
        this.known = known;
        this.byName = byName;
        this.byPlace = byPlace;
    }

    /// The zones of that site.
    public static Zones of(Site site) {
        Map<String, String> byName = new HashMap<>();
        Map<Place, String> byPlace = new HashMap<>();
        for (Device device : site.devices()) {
            byName.put(folded(device.name()), device.zone());
            byPlace.putIfAbsent(
                    new Place(
                            device.address().text(),
                            device.protocol().id(),
                            "port " + device.port()),
                    device.zone());
        }
        return new Zones(true, byName, byPlace);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// The zones of whatever has one of those names or stands in one of those places; empty where
    /// no site file was read.
    Optional<Set<String>> of(Collection<String> names, Collection<Place> places) {
        if (!known) {
            return Optional.empty();
        }
        Set<String> zones = new HashSet<>();
        names.forEach(name -> add(zones, byName.get(folded(name))));
        places.forEach(place -> add(zones, byPlace.get(place)));
        return Optional.of(zones);
    }

    private static void add(Set<String> zones, @Nullable String zone) {
        if (zone != null && !zone.isEmpty()) {
            zones.add(zone);
        }
    }
}
