package io.walkdown.scanner.site;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much a plant would miss a device; the least missed of a kind is its canary (S8). In rising
/// order.
public enum Criticality {
    /// Nobody would notice for a day.
    LOW,
    /// A cell would stop.
    MEDIUM,
    /// A line would stop.
    HIGH,
    /// The plant would stop, or worse.
    CRITICAL;

    /// The name in site files.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Criticality> byId(String id) {
        return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Criticality::id).toList();
    }
}
