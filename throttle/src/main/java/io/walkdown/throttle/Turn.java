package io.walkdown.throttle;

import org.jspecify.annotations.Nullable;

/// One request on its way to a decision. Its decision and its wake time may be read by any thread;
/// all else belongs to the [Turns] that made it.
final class Turn {
    private final Request request;
    private final Object owner;
    private final long sinceNanos;
    private final long rank;
    private final long number;
    private @Nullable Limit queuedAt;
    private Decision.@Nullable WaitUntil wait;
    private volatile long wakeNanos = Decision.UNTIL_EVENT;
    private volatile @Nullable Decision decision;

    /// @param owner whom to tell when it changes
    /// @param rank its place in a queue, lowest first
    /// @param number its place among those of equal rank
    Turn(Request request, Object owner, long sinceNanos, long rank, long number) {
        this.request = request;
        this.owner = owner;
        this.sinceNanos = sinceNanos;
        this.rank = rank;
        this.number = number;
    }

    Request request() {
        return request;
    }

    Object owner() {
        return owner;
    }

    long rank() {
        return rank;
    }

    long number() {
        return number;
    }

    /// `Go` or `Never`, null while it waits.
    @Nullable Decision decision() {
        return decision;
    }

    /// When its owner has to ask for it again.
    long wakeNanos() {
        return wakeNanos;
    }

    @Nullable Limit queuedAt() {
        return queuedAt;
    }

    void queueAt(@Nullable Limit limit) {
        queuedAt = limit;
    }

    void waits(Decision.WaitUntil newWait, long newWakeNanos) {
        wait = newWait;
        wakeNanos = newWakeNanos;
    }

    void decide(Decision newDecision) {
        decision = newDecision;
    }

    String visit() {
        return switch (request) {
            case Request.Admission(VisitDemand demand) -> demand.visit();
            case Request.Connect(String visit) -> visit;
            case Request.Frame(String visit, _, _) -> visit;
        };
    }

    /// How it waits, for displays; null when it never had to.
    @Nullable Waiting waiting() {
        return wait == null
                ? null
                : new Waiting(visit(), sinceNanos, wait.rule(), wait.why(), wait.nanos());
    }
}
