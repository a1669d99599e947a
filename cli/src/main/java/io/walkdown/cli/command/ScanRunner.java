package io.walkdown.cli.command;

import io.walkdown.cli.board.ProgressFile;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Times;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.scan.Heartbeat;
import io.walkdown.scanner.scan.History;
import io.walkdown.scanner.scan.Scan;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.KillSwitch;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.Runs;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.SiteLock;
import io.walkdown.scanner.store.SiteRests;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.scanner.store.UsedPlans;
import io.walkdown.scanner.wire.Pulse;
import io.walkdown.throttle.Before;
import io.walkdown.throttle.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs a plan for a person or a pipeline: progress on standard error; Ctrl-C, SIGTERM and the kill
/// switch end it in order, a second Ctrl-C at once (S9).
final class ScanRunner {
    private static final Duration LOOK_AT_SWITCH = Duration.ofMillis(10);
    private static final String STOPPING =
            "stopping (%s): no further request leaves; connections are being closed in order.";

    /// The folder of single questions, in that of the runs.
    static final String ASKS = "asks";

    private final Console console;
    private final CommonOptions options;

    ScanRunner(Console console, CommonOptions options) {
        this.console = console;
        this.options = options;
    }

    /// What a run left behind.
    record Ran(Scan.Outcome outcome, RunFolder folder) {}

    /// Runs that plan in a new folder of the site's runs.
    ///
    /// @param heartbeat ends it when it is lost (S9)
    /// @param approved is noted as used, and a copy of it kept there, so that it is run once (S5)
    Ran run(
            ScanPlan plan,
            FileLedger ledger,
            Optional<ApprovedPlan> approved,
            Optional<Heartbeat> heartbeat) {
        return run(plan, ledger, approved, heartbeat, plan.site().runs());
    }

    /// Asks one request of a plan, in a folder beside those of whole runs: an answer to one
    /// question is no run that drift is looked for in.
    Ran ask(ScanPlan plan, FileLedger ledger) {
        Path asks = plan.site().runs().resolve(ASKS);
        return run(plan, ledger, Optional.empty(), Optional.empty(), asks);
    }

    private Ran run(
            ScanPlan plan,
            FileLedger ledger,
            Optional<ApprovedPlan> approved,
            Optional<Heartbeat> heartbeat,
            Path runs) {
        Instant now = console.clock().instant();
        return switch (ledger.claimSite(plan.site().name(), now)) {
            case SiteLock.Claim.Granted(SiteLock lock) -> {
                try (lock) {
                    yield alone(plan, ledger, lock.rests(), approved, heartbeat, runs);
                }
            }
            case SiteLock.Claim.Held(String by, Optional<Instant> since) ->
                    throw new Failure(
                            ExitCode.REFUSED,
                            "a scan of %s runs already: %s%s; nothing was sent"
                                    .formatted(
                                            plan.site().name(),
                                            by,
                                            since.map(it ->
                                                            ", since "
                                                                    + Times.of(
                                                                            it,
                                                                            plan.site().timeZone()))
                                                    .orElse("")),
                            "a site's limits hold for all its scans together, so there is one at a"
                                    + " time (S6)",
                            "wait for its end, or end it: walkdown stop --by NAME --reason TEXT");
        };
    }

    private Ran alone(
            ScanPlan plan,
            FileLedger ledger,
            SiteRests rests,
            Optional<ApprovedPlan> approved,
            Optional<Heartbeat> heartbeat,
            Path runs) {
        History history = history(plan.site());
        StateFolder state = Workspace.state(console);
        var used = new UsedPlans(state, plan.site().name());
        approved.ifPresent(given -> given.requireUnused(used));
        RunFolder folder =
                RunFolder.make(runs, console.clock().instant(), ThreadLocalRandom.current());
        approved.ifPresent(given -> given.use(used, folder, console.clock().instant()));
        SigningKey key = SigningKey.of(state);
        Before before = rests.before(console.clock().instant());
        rests.begin(before, plan.longestExchanges(), console.clock().instant());
        var scan =
                new Scan(
                        plan,
                        folder,
                        ledger,
                        history.after(before),
                        key,
                        console.clock(),
                        Ticker.system());
        heartbeat.ifPresent(scan::heed);
        KillSwitch killSwitch = SiteSwitch.of(console, plan.site().name());
        Pulse latch = () -> stopped(killSwitch, plan.site());
        scan.heed(latch);
        var display =
                new ProgressDisplay(
                        console,
                        options,
                        plan.site(),
                        scan::progress,
                        ProgressFile.of(folder.path()));
        try {
            return new Ran(watched(scan, display, latch), folder);
        } finally {
            keep(rests, before, scan.left());
        }
    }

    /// Where it cannot be kept, the next run counts everything as sent just now.
    private void keep(SiteRests rests, Before before, Before left) {
        try {
            rests.end(before, left, console.clock().instant());
        } catch (StoreException e) {
            console.tell(
                    "walkdown: %s; the next run rests as if everything was sent just then"
                            .formatted(Neutral.line(String.valueOf(e.getMessage()))));
        }
    }

    /// The document of a scan that had nothing to visit; no folder is made for it.
    static Observations nothing(ScanPlan plan, Instant now, int exitCode) {
        return Scan.nothingToVisit(plan, History.NONE, now, exitCode);
    }

    /// The run's observations with the exit code that the program ends with; where that differs
    /// from the run's own, the kept file says so too.
    static Observations withExitCode(Ran ran, ExitCode code) {
        Observations seen = ran.outcome().observations();
        if (seen.run().exitCode() == code.code()) {
            return seen;
        }
        Observations corrected = seen.withExitCode(code.code());
        ObservationsFile.write(ran.folder().observations(), corrected);
        return corrected;
    }

    /// What the newest run knew; newer ones that cannot be read are passed over and named.
    private History history(Site site) {
        Runs.Found found = Runs.newest(site.runs(), site.name());
        Baselines.passedOver(found, console);
        return found.run().map(run -> History.of(run.observations())).orElse(History.NONE);
    }

    /// The display has a thread of the system for itself: a terminal that takes no more, for
    /// example after Ctrl-S, holds nothing up that a visit needs.
    private Scan.Outcome watched(Scan scan, ProgressDisplay display, Pulse latch) {
        var over = new CountDownLatch(1);
        Thread progress =
                Thread.ofPlatform().daemon().name("progress").unstarted(() -> display.show(over));
        var signals = new AtomicInteger();
        Runnable deaf = console.operator().onStop(name -> stop(scan, display, signals, name));
        Thread stops = watcher(() -> obey(latch, scan, display, signals, over));
        progress.start();
        stops.start();
        try {
            return scan.run();
        } finally {
            over.countDown();
            join(progress);
            join(stops);
            deaf.run();
        }
    }

    /// A thread of the system's own: what stops a scan does not queue behind what it stops.
    private static Thread watcher(Runnable watch) {
        return Thread.ofPlatform().daemon().name("stop watcher").unstarted(watch);
    }

    /// The latch itself is looked at before every connect and frame, however busy the watcher's
    /// core is (S9).
    private static Optional<Pulse.Lost> stopped(KillSwitch killSwitch, Site site) {
        return killSwitch.isStopped() && killSwitch.state() instanceof KillSwitch.State.Stopped by
                ? Optional.of(
                        new Pulse.Lost(
                                "kill switch: " + SiteSwitch.words(by, site.timeZone()), false))
                : Optional.empty();
    }

    /// Looks at the kill switch often enough that a stop holds within 50 ms (S9).
    private static void obey(
            Pulse latch,
            Scan scan,
            ProgressDisplay display,
            AtomicInteger signals,
            CountDownLatch over) {
        try {
            do {
                latch.lost().map(Pulse.Lost::why).ifPresent(scan::stop);
                Optional<String> stopped = scan.stopReason();
                if (stopped.isPresent()) {
                    tell(stopped.get(), display, signals);
                    return;
                }
            } while (!over.await(LOOK_AT_SWITCH.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            scan.stop("kill switch: it cannot be looked at: " + e);
        }
    }

    /// A heartbeat, a suspend or a window that stopped the run; who sent a signal was told already.
    private static void tell(String why, ProgressDisplay display, AtomicInteger signals) {
        if (signals.get() == 0) {
            display.say(STOPPING.formatted(why));
        }
    }

    private static void stop(
            Scan scan, ProgressDisplay display, AtomicInteger signals, String name) {
        if (signals.incrementAndGet() == 1) {
            scan.stop(name);
            display.say(STOPPING.formatted(name) + " Ctrl-C again closes them at once.");
        } else {
            scan.abort(name + " twice");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
