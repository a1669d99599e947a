package io.walkdown.simulator;

import java.time.Instant;

/// Wall-clock times that agree with [System#nanoTime()]: a moment is taken once, in nanoseconds,
/// and told as an instant later, so that order and distance are the same in both.
final class PlantClock {

    private final long originNanos = System.nanoTime();
    private final Instant origin = Instant.now();

    Instant at(long nanos) {
        return origin.plusNanos(nanos - originNanos);
    }
}
