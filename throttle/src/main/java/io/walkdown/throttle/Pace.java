package io.walkdown.throttle;

import org.jspecify.annotations.Nullable;

/// No two frames closer than 1/f, without bursts, counted from the time at which the last one was
/// really written (S6).
final class Pace implements Limit {
    private final long intervalNanos;
    private final String why;
    private long freeAtNanos = FREE;
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
        freeAtNanos = Math.max(freeAtNanos, atNanos + intervalNanos);
    }

    void release(String visit) {
        if (visit.equals(permitted)) {
            permitted = null;
        }
    }

    @Override
    public long freeAtNanos() {
        return permitted == null ? freeAtNanos : Decision.UNTIL_EVENT;
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
