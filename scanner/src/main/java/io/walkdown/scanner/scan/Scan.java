package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.scanner.site.IpLiteral;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.scanner.wire.FlightRecorder;
import io.walkdown.scanner.wire.Pulse;
import io.walkdown.scanner.wire.RecorderFailure;
import io.walkdown.scanner.wire.RunFacts;
import io.walkdown.scanner.wire.Wire;
import io.walkdown.throttle.Before;
import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Throttle;
import io.walkdown.throttle.Ticker;
import io.walkdown.throttle.VisitDemand;
import io.walkdown.throttle.Waiting;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Runs one plan: a virtual thread for each visit, all of them through one gate, one wire and one
/// recorder. Make one for each run.
///
/// [#run] blocks; [#stop], [#abort] and [#progress] may be called from any thread meanwhile.
public final class Scan {
    private final ScanPlan plan;
    private final RunFolder folder;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Instant started;
    private final long startNanos;
    private final Gate gate;
    private final FlightRecorder recorder;
    private final Run run;
    private final Vitals vitals;
    private final List<Thread> threads = new ArrayList<>();

    /// What a run gave.
    ///
    /// @param observations what was seen, as the run's folder keeps it
    /// @param end how it ended
    /// @param failure why it failed; empty unless it did
    /// @param stopped why it was stopped; empty unless it was
    /// @param breakers how those breakers stood at the end that had counted trouble (S7)
    public record Outcome(
            Observations observations,
            RunEnd end,
            Optional<String> failure,
            Optional<String> stopped,
            List<BreakerState> breakers) {
        public Outcome {
            breakers = List.copyOf(breakers);
        }
    }

    /// Prepares a run and starts its recording. Nothing is sent yet.
    ///
    /// @param plan what may be sent
    /// @param folder the run's own folder, made already
    /// @param ledger where every contact is written down first (S10)
    /// @param history what the runs before knew and sent
    /// @param key signs what is recorded (S13)
    /// @param clock the time of day
    /// @param ticker the clock that waits are measured with
    public Scan(
            ScanPlan plan,
            RunFolder folder,
            Ledger ledger,
            History history,
            SigningKey key,
            InstantSource clock,
            Ticker ticker) {
        this.plan = plan;
        this.folder = folder;
        this.clock = clock;
        this.ticker = ticker;
        this.started = clock.instant();
        this.startNanos = ticker.nanos();
        this.recorder = recorder(plan, folder, key, clock);
        this.gate =
                new Gate(
                        new Throttle(
                                plan.siteLimits(), plan.groupLimits(), history.sent(), startNanos),
                        ticker);
        this.vitals = new Vitals(clock, ticker, windowCloses());
        var wire = new Wire(gate, recorder, ticker, this::inScope, vitals);
        this.run =
                new Run(
                        plan,
                        gate,
                        wire,
                        recorder,
                        ledger,
                        new Results(plan, history),
                        clock,
                        ticker);
    }

    /// The run's folder keeps the plan, and the recording's first line its hash (S13).
    private static FlightRecorder recorder(
            ScanPlan plan, RunFolder folder, SigningKey key, InstantSource clock) {
        byte[] document = PlanDocument.text(plan).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.plan(), document);
        var facts = RunFacts.of(folder.id(), plan.hash(), document);
        try {
            return FlightRecorder.start(folder.path(), facts, new RecordSigner(key), clock);
        } catch (RecorderFailure e) {
            throw new StoreException(e.getMessage() + "; nothing was sent (S13)");
        }
    }

    /// What is known after a scan that had nothing to visit: every device, withheld. Nothing is
    /// written.
    public static Observations nothingToVisit(
            ScanPlan plan, History history, Instant now, int exitCode) {
        return new Results(plan, history)
                .observations("", now, now, RunEnd.COMPLETE)
                .withExitCode(exitCode);
    }

    /// The last look at the scope, at the socket itself (S11).
    private boolean inScope(InetAddress address) {
        return plan.site().scope().contains(IpLiteral.of(address.getHostAddress()));
    }

    /// Asks that pulse too, a heartbeat or a kill switch, before each connect and frame, and a
    /// hundred times a second between; once it is lost, the run is stopped (S9). Call it before
    /// [#run].
    public void heed(Pulse pulse) {
        vitals.heed(pulse);
    }

    /// Visits every device of the plan, and writes down what was seen.
    public Outcome run() {
        try (var _ = vitals.watch(gate, this::stop)) {
            visitAll();
        } finally {
            run.wire().close();
        }
        try {
            recorder.close();
        } catch (RuntimeException e) {
            run.fail("S13: " + e.getMessage());
        }
        return written();
    }

    private void visitAll() {
        List<VisitPlan> order = plan.startOrder();
        gate.startOrder(order.stream().map(VisitPlan::address).toList());
        var over = new CountDownLatch(order.size());
        synchronized (threads) {
            order.forEach(visit -> threads.add(thread(visit, over)));
            threads.forEach(Thread::start);
        }
        awaitAll(over);
    }

    private Thread thread(VisitPlan visit, CountDownLatch over) {
        var going = new VisitRun(visit, this::inWindow, run);
        return Thread.ofVirtual()
                .name("visit " + visit.address())
                .unstarted(() -> {
                    try {
                        going.go();
                    } catch (StoreException e) {
                        run.fail("S10: " + e.getMessage());
                    } catch (RuntimeException | Error e) {
                        run.fail("a visit to %s failed: %s".formatted(visit.address(), e));
                    } finally {
                        over.countDown();
                    }
                });
    }

    /// The demand, to be over when the window closes (S11).
    private VisitDemand inWindow(VisitDemand demand) {
        Instant closes = windowCloses();
        return closes.equals(Instant.MAX)
                ? demand
                : demand.notAfter(startNanos + Duration.between(started, closes).toNanos());
    }

    private Instant windowCloses() {
        return plan.site().windows().closesAt(started).orElse(started);
    }

    private static void awaitAll(CountDownLatch over) {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome written() {
        Optional<String> failure = run.failure();
        Optional<String> stopped = failure.isPresent() ? Optional.empty() : ended();
        RunEnd end = run.results().end(failure.isPresent(), stopped.isPresent());
        Observations observations =
                run.results().observations(folder.id(), started, clock.instant(), end);
        try {
            ObservationsFile.write(folder.observations(), observations);
        } catch (StoreException e) {
            return unkept(failure.orElse("S15: " + e.getMessage()));
        }
        return new Outcome(observations, end, failure, stopped, gate.breakers());
    }

    /// What was seen is told, also where it cannot be kept (S15).
    private Outcome unkept(String why) {
        Observations observations =
                run.results().observations(folder.id(), started, clock.instant(), RunEnd.FAILED);
        return new Outcome(
                observations, RunEnd.FAILED, Optional.of(why), Optional.empty(), gate.breakers());
    }

    /// The first stop, else the window that closes too soon for a visit that was planned: that one
    /// leaves shorter visits alone (S11). A site whose breaker opened is stopped as well (S7);
    /// where a group's did, the rest of the site was asked, and the run is incomplete.
    private Optional<String> ended() {
        return gate.stopReason().or(run::windowTooShort).or(this::siteInTrouble);
    }

    private Optional<String> siteInTrouble() {
        return gate.breakers().stream()
                .filter(breaker -> breaker.open() && breaker.isSite())
                .findFirst()
                .map(breaker ->
                        "S7: %d visits were in trouble, the site's breaker is open"
                                .formatted(breaker.troubled()));
    }

    /// Stops the run: no open, read or continue frame leaves any more; what is open is closed in
    /// order (S9). The first reason stays.
    ///
    /// @param reason who or what stops it, in plain words
    public void stop(String reason) {
        run.stop(reason);
    }

    /// Stops the run and closes every connection at once, without the protocol's close (S9).
    public void abort(String reason) {
        run.stop(reason);
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
    }

    /// What the next run of the site has to know of this one (S6). Ask when it has ended.
    public Before left() {
        return gate.left();
    }

    /// Why no further request leaves; empty while they may.
    public Optional<String> stopReason() {
        return gate.stopReason();
    }

    /// How far it is. Cheap enough for a few calls a second, also with ten thousand devices.
    public Progress progress() {
        Tally tally = run.results().tally();
        int devices = plan.devices().size() - plan.withheld().size();
        Duration elapsed = Duration.ofNanos(ticker.nanos() - startNanos);
        List<Talk> talks = run.inContact().stream().map(this::talk).toList();
        List<Waiting> waiting =
                Stream.concat(gate.waiting().stream(), run.canaries().waiting().stream()).toList();
        return new Progress(
                devices,
                tally.done(),
                recorder.framesSent(),
                talks,
                waiting,
                tally.groups(talks, waiting),
                tally.outcomes(),
                plan.visits().size() - run.admitted(),
                elapsed,
                left(elapsed, devices, tally.done()),
                gate.breakers(),
                gate.stopReason());
    }

    /// Of the parts of a visit, the one that was asked last.
    private Talk talk(VisitPlan visit) {
        DevicePlan now =
                visit.parts().stream()
                        .filter(part -> recorder.lastAsked(part.name()).isPresent())
                        .reduce((_, later) -> later)
                        .orElse(visit.parts().getFirst());
        return new Talk(visit.address(), now.name(), recorder.lastAsked(now.name()));
    }

    /// The plan's estimate, corrected by how the scan has gone so far.
    private Duration left(Duration elapsed, int devices, int done) {
        Duration planned = plan.expected().minus(elapsed);
        if (done == 0 || devices == 0) {
            return planned.isNegative() ? Duration.ZERO : planned;
        }
        Duration atThisPace = elapsed.multipliedBy(devices - done).dividedBy(done);
        Duration left = planned.compareTo(atThisPace) > 0 ? planned : atThisPace;
        return done == devices ? Duration.ZERO : left;
    }
}
