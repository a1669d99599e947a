package io.walkdown.throttle;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// The state of one declared shared-fate group (S6).
final class Group {
    private final Berths berths;
    private final @Nullable Pace pace;
    private final @Nullable Bus bus;
    private final Breaker breaker;

    Group(GroupLimits limits, Clock clock) {
        String owner = "group " + limits.name();
        berths = new Berths(owner, limits.concurrentVisits(), Rule.S2);
        pace =
                limits.framesPerSecond().isPresent()
                        ? new Pace(owner, limits.framesPerSecond().getAsDouble())
                        : null;
        bus =
                limits.busTimePercent().isPresent()
                        ? new Bus(owner, limits.busTimePercent().getAsDouble())
                        : null;
        breaker = new Breaker(owner, clock);
    }

    Berths berths() {
        return berths;
    }

    @Nullable Pace pace() {
        return pace;
    }

    @Nullable Bus bus() {
        return bus;
    }

    Breaker breaker() {
        return breaker;
    }
}
