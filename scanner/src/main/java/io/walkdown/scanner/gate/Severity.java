package io.walkdown.scanner.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How bad a finding is. In rising order.
public enum Severity {
    /// Worth knowing.
    INFO,
    /// To be looked at some day.
    LOW,
    /// To be looked at with the next change.
    MEDIUM,
    /// To be looked at today.
    HIGH,
    /// To be looked at now.
    CRITICAL;

    /// The name in files and options.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is as bad as that one, or worse.
    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    /// The severity of that name.
    public static Optional<Severity> byId(String id) {
        return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
    }

    /// All names, in rising order.
    public static List<String> ids() {
        return Arrays.stream(values()).map(Severity::id).toList();
    }
}
