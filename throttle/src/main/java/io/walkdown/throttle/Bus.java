package io.walkdown.throttle;

import org.jspecify.annotations.Nullable;

/// A slow line behind a group, of whose time we may use p percent: one exchange at a time, and
/// after one of length t it rests t·(100/p − 1) (S6).
final class Bus implements Limit {
    private final double restPerExchange;
    private final String why;
    private long freeAtNanos = FREE;
    private @Nullable String user;

    Bus(String owner, double percent) {
        restPerExchange = 100 / percent - 1;
        why = "%s rests: %s %% of its time are ours".formatted(owner, Limits.plain(percent));
    }

    void take(String visit) {
        user = visit;
    }

    void exchanged(long lengthNanos, long endNanos) {
        user = null;
        long restNanos = (long) Math.ceil(lengthNanos * restPerExchange);
        freeAtNanos = Math.max(freeAtNanos, endNanos + restNanos);
    }

    void release(String visit) {
        if (visit.equals(user)) {
            user = null;
        }
    }

    @Override
    public long freeAtNanos() {
        return user == null ? freeAtNanos : Decision.UNTIL_EVENT;
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
