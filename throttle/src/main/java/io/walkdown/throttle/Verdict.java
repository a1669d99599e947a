package io.walkdown.throttle;

import org.jspecify.annotations.Nullable;

/// A decision, with what a queue needs to know besides.
///
/// @param limit the shared limit to queue at; null where it goes, never goes, or waits for nobody
///   but itself
/// @param boundNanos the time from which the answer is `Never`, however the limits stand
record Verdict(Decision decision, @Nullable Limit limit, long boundNanos) {
    static final Verdict GO = new Verdict(Decision.GO, null, Decision.UNTIL_EVENT);

    static Verdict never(Rule rule, String why) {
        return new Verdict(new Decision.Never(rule, why), null, Decision.UNTIL_EVENT);
    }

    static Verdict wait(long untilNanos, Limit limit, long boundNanos) {
        return new Verdict(
                new Decision.WaitUntil(untilNanos, limit.rule(), limit.why()), limit, boundNanos);
    }

    /// A wait for whoever has the limit, at the longest until the bound.
    static Verdict waitForOther(Limit limit, long boundNanos) {
        return wait(boundNanos, limit, boundNanos);
    }

    static Verdict waitAlone(long untilNanos, Rule rule, String why) {
        return new Verdict(new Decision.WaitUntil(untilNanos, rule, why), null, untilNanos);
    }

    /// Whether only another visit's event can end the wait.
    boolean dependsOnOthers() {
        return limit != null && limit.freeAtNanos() == Decision.UNTIL_EVENT;
    }

    boolean goes() {
        return decision instanceof Decision.Go;
    }
}
