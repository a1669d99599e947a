package io.walkdown.throttle;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One address, the only implicit shared-fate group: one visit at a time (S2), a quiet time that
/// outlives a visit (S4) and a breaker (S7).
final class Address implements Limit {
    private final String name;
    private final Clock clock;
    private boolean visited;
    private long quietSinceNanos = FREE;
    private @Nullable Breaker breaker;

    Address(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    void take() {
        visited = true;
    }

    void leave() {
        visited = false;
    }

    /// The line to the device was last busy at that time.
    void busy(long atNanos) {
        quietSinceNanos = Math.max(quietSinceNanos, atNanos);
    }

    /// When a quiet time of that length is over.
    long quietUntilNanos(long gapNanos) {
        return quietSinceNanos == FREE ? FREE : quietSinceNanos + gapNanos;
    }

    /// Its breaker, made at the first trouble: nearly every address never needs one.
    void ended(Trouble trouble) {
        if (breaker == null && trouble == Trouble.TROUBLED) {
            breaker = new Breaker("address " + name, clock);
        }
        if (breaker != null) {
            breaker.ended(trouble);
        }
    }

    @Nullable String openedBreaker() {
        return breaker == null ? null : breaker.opened();
    }

    /// How its breaker stands; empty where it has none, because nothing troubled it.
    Optional<BreakerState> breakerState() {
        return Optional.ofNullable(breaker).map(Breaker::state);
    }

    @Override
    public long freeAtNanos() {
        return visited ? Decision.UNTIL_EVENT : FREE;
    }

    @Override
    public Rule rule() {
        return Rule.S2;
    }

    @Override
    public String why() {
        return name + " has another visit";
    }
}
