package io.walkdown.throttle;

import java.time.Duration;
import java.util.Optional;

/// One visit that waits, for progress displays.
///
/// @param visit the visit's id
/// @param sinceNanos the ticker's time since which it waits
/// @param rule the rule that makes it wait
/// @param why the reason in plain words
/// @param untilNanos the ticker's time at which it may go on, as far as is known now;
///   [Decision#UNTIL_EVENT] when that depends on another visit
public record Waiting(String visit, long sinceNanos, Rule rule, String why, long untilNanos) {
    /// How long it has waited at that time.
    public Duration waited(long nowNanos) {
        return Duration.ofNanos(nowNanos - sinceNanos);
    }

    /// How long it will still wait, empty when that depends on another visit.
    public Optional<Duration> remaining(long nowNanos) {
        return untilNanos == Decision.UNTIL_EVENT
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, untilNanos - nowNanos)));
    }
}
