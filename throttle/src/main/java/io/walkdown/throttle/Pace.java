package io.walkdown.throttle;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// No two frames closer than 1/f, without bursts, counted from the time at which the last one was
/// really written (S6).
final class Pace implements Limit {
    private final long intervalNanos;
    private final String why;
    private long lastNanos = FREE;
    private @Nullable String permitted;

    Pace(String owner, double framesPerSecond) {
        intervalNanos = (long) Math.ceil(1e9 / framesPerSecond);
        why = "%s allows %s frames a second".formatted(owner, Limits.plain(framesPerSecond));
    }

    void permit(String visit) {
        permitted = visit;
    }

    void wrote(long atNanos) {
        permitted = null;
        lastNanos = Math.max(lastNanos, atNanos);
    }

    /// How long ago the last frame was written; empty where none was.
    Optional<Duration> since(long nowNanos) {
        return lastNanos == FREE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, nowNanos - lastNanos)));
    }

    void release(String visit) {
        if (visit.equals(permitted)) {
            permitted = null;
        }
    }

    @Override
    public long freeAtNanos() {
        if (permitted != null) {
            return Decision.UNTIL_EVENT;
        }
        return lastNanos == FREE ? FREE : lastNanos + intervalNanos;
    }

    @Override
    public Rule rule() {
        return Rule.S6;
    }

    @Override
    public String why() {
        return why;
    }
}
