package io.walkdown.profiles;

import java.time.Duration;

/// Range checks whose error names the value and the rule.
final class Ranges {
    private Ranges() {}

    static void require(String what, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "%s %d ms is outside %d ms to %d ms"
                            .formatted(what, value.toMillis(), min.toMillis(), max.toMillis()));
        }
    }

    static void require(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s %d is outside %d to %d".formatted(what, value, min, max));
        }
    }
}
