package io.walkdown.throttle;

import java.time.Clock;
import java.util.Optional;
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

    /// Takes over what was sent to it before.
    void resume(Before.OfGroup before, long nowNanos) {
        if (pace != null) {
            before.sinceFrame().ifPresent(since -> pace.wrote(nowNanos - since.toNanos()));
        }
        if (bus != null) {
            before.exchange()
                    .ifPresent(last ->
                            bus.exchanged(
                                    last.length().toNanos(), nowNanos - last.sinceEnd().toNanos()));
        }
    }

    /// What a later run has to know of it.
    Before.OfGroup left(long nowNanos) {
        return new Before.OfGroup(
                pace == null ? Optional.empty() : pace.since(nowNanos),
                bus == null ? Optional.empty() : bus.last(nowNanos));
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
