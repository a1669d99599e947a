package io.walkdown.throttle;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A slow line behind a group, of whose time we may use p percent: one exchange at a time, and
/// after one of length t it rests t·(100/p − 1) (S6).
final class Bus implements Limit {
    private final double restPerExchange;
    private final String why;
    private long lengthNanos;
    private long endNanos = FREE;
    private @Nullable String user;

    Bus(String owner, double percent) {
        restPerExchange = 100 / percent - 1;
        why = "%s rests: %s %% of its time are ours".formatted(owner, Limits.plain(percent));
    }

    void take(String visit) {
        user = visit;
    }

    /// Of two exchanges the one counts after which the line rests longer.
    void exchanged(long length, long end) {
        user = null;
        if (endNanos == FREE || end + restNanos(length) >= restEndNanos()) {
            lengthNanos = length;
            endNanos = end;
        }
    }

    private long restNanos(long length) {
        return (long) Math.ceil(length * restPerExchange);
    }

    private long restEndNanos() {
        return endNanos + restNanos(lengthNanos);
    }

    /// The exchange after which it rests, or last rested; empty where there was none.
    Optional<Before.Exchange> last(long nowNanos) {
        return endNanos == FREE
                ? Optional.empty()
                : Optional.of(
                        new Before.Exchange(
                                Duration.ofNanos(lengthNanos),
                                Duration.ofNanos(Math.max(0, nowNanos - endNanos))));
    }

    void release(String visit) {
        if (visit.equals(user)) {
            user = null;
        }
    }

    @Override
    public long freeAtNanos() {
        if (user != null) {
            return Decision.UNTIL_EVENT;
        }
        return endNanos == FREE ? FREE : restEndNanos();
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
