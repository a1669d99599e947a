package io.walkdown.scanner.scan;

import io.walkdown.scanner.wire.Pulse;
import io.walkdown.throttle.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Notices that this process stood still, or that the time of day was set (S9).
///
/// Two signs, either of which loses the pulse for good. The wall clock and the monotonic clock went
/// apart by more than [#LIMIT] since the run began: the machine was suspended and its monotonic
/// clock stood still, or somebody set the clock, and windows and heartbeat cannot be trusted. Or
/// nobody looked for more than [#LIMIT], though a running scan looks a hundred times a second: the
/// process was stopped or the machine paused, with clocks that went on; meanwhile no stop could
/// have been obeyed and every peer has timed out. Thread-safe.
final class ClockWatch implements Pulse {
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Ticker ticker;
    private final Instant startInstant;
    private final long startNanos;

    // both guarded by `this`
    private long lookedNanos;
    private Optional<Lost> lost = Optional.empty();

    ClockWatch(InstantSource clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
        this.startInstant = clock.instant();
        this.startNanos = ticker.nanos();
        this.lookedNanos = startNanos;
    }

    /// Forgets the time since the last look: the scan begins now.
    synchronized void begin() {
        lookedNanos = ticker.nanos();
    }

    @Override
    public synchronized Optional<Lost> lost() {
        if (lost.isEmpty()) {
            long nowNanos = ticker.nanos();
            lost = apart(nowNanos).or(() -> gap(nowNanos));
            lookedNanos = nowNanos;
        }
        return lost;
    }

    private Optional<Lost> apart(long nowNanos) {
        Duration elapsed = Duration.ofNanos(nowNanos - startNanos);
        Duration apart = Duration.between(startInstant, clock.instant()).minus(elapsed);
        if (apart.abs().compareTo(LIMIT) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Lost(
                        apart.isNegative()
                                ? "the time of day was set back by %s".formatted(words(apart.abs()))
                                : "the machine was suspended, or its time of day set, for %s"
                                        .formatted(words(apart)),
                        true));
    }

    private Optional<Lost> gap(long nowNanos) {
        Duration gap = Duration.ofNanos(nowNanos - lookedNanos);
        return gap.compareTo(LIMIT) <= 0
                ? Optional.empty()
                : Optional.of(
                        new Lost("this process stood still for %s".formatted(words(gap)), true));
    }

    private static String words(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
