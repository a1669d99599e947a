package io.walkdown.scanner.scan;

import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.scanner.wire.FlightRecorder;
import io.walkdown.scanner.wire.Wire;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ticker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What all visits of a run share. Thread-safe.
final class Run {
    private final Gate gate;
    private final Wire wire;
    private final FlightRecorder recorder;
    private final Ledger ledger;
    private final Results results;
    private final InstantSource clock;
    private final Canaries canaries;
    private final ScanPlan plan;
    private final Set<VisitPlan> inContact = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicReference<Optional<String>> failure =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> windowTooShort =
            new AtomicReference<>(Optional.empty());

    Run(
            ScanPlan plan,
            Gate gate,
            Wire wire,
            FlightRecorder recorder,
            Ledger ledger,
            Results results,
            InstantSource clock,
            Ticker ticker) {
        this.gate = gate;
        this.wire = wire;
        this.recorder = recorder;
        this.ledger = ledger;
        this.results = results;
        this.clock = clock;
        this.plan = plan;
        this.canaries = new Canaries(plan, ticker, gate::stopReason);
    }

    ScanPlan plan() {
        return plan;
    }

    Canaries canaries() {
        return canaries;
    }

    Gate gate() {
        return gate;
    }

    Wire wire() {
        return wire;
    }

    FlightRecorder recorder() {
        return recorder;
    }

    Ledger ledger() {
        return ledger;
    }

    Results results() {
        return results;
    }

    InstantSource clock() {
        return clock;
    }

    void admitted(VisitPlan visit) {
        admitted.incrementAndGet();
        inContact.add(visit);
    }

    void over(VisitPlan visit) {
        inContact.remove(visit);
    }

    int admitted() {
        return admitted.get();
    }

    /// The visits that are in contact just now.
    List<VisitPlan> inContact() {
        return List.copyOf(inContact);
    }

    /// A visit was not admitted because the window closes (S11).
    void windowTooShort(String why) {
        windowTooShort.updateAndGet(
                first -> first.isPresent() ? first : Optional.of("S11: " + why));
    }

    /// Why the window stopped a visit; empty unless it did.
    Optional<String> windowTooShort() {
        return windowTooShort.get();
    }

    /// Ends the run as failed: no new frame leaves.
    void fail(String why) {
        failure.updateAndGet(first -> first.isPresent() ? first : Optional.of(why));
        stop(why);
    }

    /// Lets no new frame leave, and wakes who waits.
    void stop(String why) {
        gate.stop(why);
        canaries.stopped();
    }

    /// Why the run failed; the first reason.
    Optional<String> failure() {
        return failure.get();
    }
}
