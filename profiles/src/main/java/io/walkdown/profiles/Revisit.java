package io.walkdown.profiles;

import java.time.Duration;

/// How often a device may be visited (S10).
public sealed interface Revisit {
    /// At most once in a rolling interval.
    ///
    /// @param interval 1 s to 366 days; seconds are for simulated devices alone
    record Every(Duration interval) implements Revisit {
        public Every {
            Ranges.require(
                    "revisit interval", interval, Duration.ofSeconds(1), Duration.ofDays(366));
        }
    }

    /// Only when a person names the device, and at most once in [#MANUAL_INTERVAL].
    record Manual() implements Revisit {}

    /// Never: the family is excluded.
    record Never() implements Revisit {}

    /// The shortest time between two visits that people ask for by name.
    Duration MANUAL_INTERVAL = Duration.ofDays(7);

    /// The rolling interval within which the allowance counts.
    default Duration interval() {
        return switch (this) {
            case Every every -> every.interval();
            case Manual() -> MANUAL_INTERVAL;
            case Never() -> Duration.ofDays(366);
        };
    }
}
