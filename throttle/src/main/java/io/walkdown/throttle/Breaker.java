package io.walkdown.throttle;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A group's breaker: opens at [#TROUBLED_VISITS] troubled visits and stays open until the run ends
/// (S7).
///
/// The circuit counts: it is told of troubled visits only, so that its window of two, full, means
/// two troubled visits however many went well between them. Left alone it would half-open after a
/// minute, so it is forced open.
final class Breaker {
    static final int TROUBLED_VISITS = 2;

    private final String owner;
    private final CircuitBreaker circuit;
    private int answeringVisits;
    private int troubledVisits;

    Breaker(String owner, Clock clock) {
        this.owner = owner;
        circuit =
                CircuitBreaker.of(
                        owner,
                        CircuitBreakerConfig.custom()
                                .slidingWindow(
                                        TROUBLED_VISITS,
                                        TROUBLED_VISITS,
                                        SlidingWindowType.COUNT_BASED)
                                .failureRateThreshold(100)
                                .clock(clock)
                                .build());
    }

    void ended(Trouble trouble) {
        switch (trouble) {
            case NONE -> answeringVisits++;
            case SILENT_NEVER_ANSWERED -> {}
            case TROUBLED -> troubled();
        }
    }

    private void troubled() {
        answeringVisits++;
        troubledVisits++;
        circuit.onError(0, TimeUnit.NANOSECONDS, new TroubledVisit());
        if (circuit.getState() == State.OPEN) {
            circuit.transitionToForcedOpenState();
        }
    }

    /// Why it is open, or null while it is closed.
    @Nullable String opened() {
        return circuit.getState() == State.FORCED_OPEN
                ? "the breaker of %s opened: %d of %d visits were troubled"
                        .formatted(owner, troubledVisits, answeringVisits)
                : null;
    }

    BreakerState state() {
        return new BreakerState(
                owner, troubledVisits, answeringVisits, TROUBLED_VISITS, opened() != null);
    }

    /// What the circuit is told; it is never thrown.
    private static final class TroubledVisit extends Exception {
        private static final long serialVersionUID = 1L;

        TroubledVisit() {
            super("troubled visit", null, false, false);
        }
    }
}
