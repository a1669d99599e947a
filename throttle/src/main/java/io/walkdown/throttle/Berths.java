package io.walkdown.throttle;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/// The places for visits at once, of the site or of a group (S2, S6). Its bulkhead never waits:
/// waiting is the gate's work; and its metrics tell what is free without taking anything.
final class Berths implements Limit {
    private final Bulkhead bulkhead;
    private final Rule rule;
    private final String why;

    Berths(String owner, int count, Rule rule) {
        bulkhead =
                Bulkhead.of(
                        owner,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(count)
                                .maxWaitDuration(Duration.ZERO)
                                .build());
        this.rule = rule;
        why =
                count == 1
                        ? owner + " has another visit"
                        : "%s has %d visits at once".formatted(owner, count);
    }

    void take() {
        if (!bulkhead.tryAcquirePermission()) {
            throw new OutOfTurnException("a visit too many: " + why);
        }
    }

    void leave() {
        bulkhead.releasePermission();
    }

    @Override
    public long freeAtNanos() {
        return bulkhead.getMetrics().getAvailableConcurrentCalls() > 0
                ? FREE
                : Decision.UNTIL_EVENT;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public String why() {
        return why;
    }
}
