package io.walkdown.profiles;

import java.time.Duration;

/// The shortest time between the last byte of a device's answer and our next frame (S4).
///
/// @param value 1 ms to 10 min
public record Gap(Duration value) {
    /// The shortest gap that any profile may state. Only simulated devices come near it.
    public static final Duration MIN = Duration.ofMillis(1);

    /// The longest gap that any profile may state.
    public static final Duration MAX = Duration.ofMinutes(10);

    public Gap {
        Ranges.require("gap", value, MIN, MAX);
    }

    /// A gap of that many milliseconds.
    public static Gap ofMillis(long millis) {
        return new Gap(Duration.ofMillis(millis));
    }

    /// The gap in nanoseconds.
    public long nanos() {
        return value.toNanos();
    }
}
