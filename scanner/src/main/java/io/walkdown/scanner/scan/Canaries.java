package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.plan.Canary;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Ticker;
import io.walkdown.throttle.Waiting;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Lets the devices of a kind wait for the first of them (S8). Thread-safe; a stop wakes all who
/// wait.
final class Canaries {
    /// How the first of a kind has fared.
    private sealed interface Verdict {
        /// It is not known yet.
        record Pending() implements Verdict {}

        /// It was well when it was looked at again.
        record Well() implements Verdict {}

        /// It was not.
        record Unwell(String why) implements Verdict {}
    }

    private final Map<String, Canary> byKind = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ticker ticker;

    // all guarded by `lock`
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Map<Canary, Waiting> pausing = new LinkedHashMap<>();
    private @Nullable String stopped;

    Canaries(ScanPlan plan, Ticker ticker) {
        this.ticker = ticker;
        plan.canaries().forEach(canary -> byKind.put(canary.kind(), canary));
        byKind.keySet().forEach(kind -> verdicts.put(kind, new Verdict.Pending()));
    }

    /// The canary that this visit is, if it is one.
    Optional<Canary> leading(VisitPlan visit) {
        return Optional.ofNullable(byKind.get(visit.kind()))
                .filter(canary -> canary.address().equals(visit.address()));
    }

    /// Waits until the visit may start.
    ///
    /// @return why it may not, as its outcome; empty where it may
    Optional<ProbeOutcome> await(VisitPlan visit) throws InterruptedException {
        Canary first = byKind.get(visit.kind());
        if (first == null || leading(visit).isPresent()) {
            return Optional.empty();
        }
        lock.lockInterruptibly();
        try {
            while (stopped == null && verdicts.get(first.kind()) instanceof Verdict.Pending) {
                changed.await();
            }
            if (stopped != null) {
                return Optional.of(new Stopped(stopped));
            }
            return verdicts.get(first.kind()) instanceof Verdict.Unwell(String why)
                    ? Optional.of(new Withheld("S8", why))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Lets that time pass between a canary's visit and the second look.
    ///
    /// @return false where the run was stopped meanwhile
    boolean pause(Canary canary) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long since = ticker.nanos();
            long until = since + canary.pause().toNanos();
            pausing.put(
                    canary,
                    new Waiting(
                            canary.device(),
                            since,
                            Rule.S8,
                            "before it is looked at again",
                            until));
            for (long now = since; stopped == null && now < until; now = ticker.nanos()) {
                long _ = changed.awaitNanos(until - now);
            }
            return stopped == null;
        } finally {
            pausing.remove(canary);
            lock.unlock();
        }
    }

    /// The canaries that are to be looked at again, and when.
    List<Waiting> waiting() {
        lock.lock();
        try {
            return List.copyOf(pausing.values());
        } finally {
            lock.unlock();
        }
    }

    /// The first of its kind was well: the others may go.
    void well(Canary canary) {
        decide(canary, new Verdict.Well());
    }

    /// The first of its kind was not well: the others stay away. The first word counts.
    void unwell(Canary canary, String why) {
        decide(
                canary,
                new Verdict.Unwell(
                        "%s, the first of its kind, was not well: %s"
                                .formatted(canary.device(), why)));
    }

    private void decide(Canary canary, Verdict verdict) {
        lock.lock();
        try {
            verdicts.computeIfPresent(
                    canary.kind(),
                    (_, before) -> before instanceof Verdict.Pending ? verdict : before);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Wakes all who wait; from now on nobody waits any more.
    void stop(String reason) {
        lock.lock();
        try {
            stopped = stopped == null ? reason : stopped;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
