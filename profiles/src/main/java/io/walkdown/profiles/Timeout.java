package io.walkdown.profiles;

import java.time.Duration;

/// How long one connect, one answer or one close is waited for.
///
/// @param value 10 ms to 60 s
public record Timeout(Duration value) {
    /// The shortest wait that can tell a slow device from a silent one on a local network.
    public static final Duration MIN = Duration.ofMillis(10);

    /// The longest wait; beyond it a visit holds a device's connection for no use.
    public static final Duration MAX = Duration.ofSeconds(60);

    public Timeout {
        Ranges.require("timeout", value, MIN, MAX);
    }

    /// A timeout of that many milliseconds.
    public static Timeout ofMillis(long millis) {
        return new Timeout(Duration.ofMillis(millis));
    }

    /// The timeout in nanoseconds.
    public long nanos() {
        return value.toNanos();
    }
}
