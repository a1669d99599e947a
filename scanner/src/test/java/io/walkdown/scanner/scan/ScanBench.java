package io.walkdown.scanner.scan;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.SampleLedger;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Devices on loopback addresses, and scans of them on the real gate and wire. Devices and ledger
/// write into one list of notes, so that their order can be told.
final class ScanBench implements AutoCloseable {
    /// Limits of a site under which nobody waits for anybody else.
    static final String QUICK = "limits: {concurrentVisits: 8, framesPerSecond: 1000}";

    /// Limits of a site that visits one device after the other.
    static final String ONE_BY_ONE = "limits: {concurrentVisits: 1, framesPerSecond: 1000}";

    private final Path folder;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<LoopbackDevice> devices = new ArrayList<>();
    private final CompletableFuture<Scan> running = new CompletableFuture<>();

    ScanBench(Path folder) {
        this.folder = folder;
    }

    /// What happened so far, in its order.
    List<String> notes() {
        return List.copyOf(notes);
    }

    LoopbackDevice device(String address, LoopbackDevice.Script script) throws IOException {
        var device = new LoopbackDevice(address, notes, script);
        devices.add(device);
        return device;
    }

    ScanPlan plan(String lines, String... entries) {
        return SamplePlans.plan(folder, SamplePlans.siteOf(lines, List.of(entries)));
    }

    /// The same where the baseline knows something of each device.
    ScanPlan plan(
            String lines, Function<Endpoint, Optional<KnownFacts>> baseline, String... entries) {
        var site = SamplePlans.site(folder, SamplePlans.siteOf(lines, List.of(entries)));
        return new Planner(SamplePlans.PROFILES, baseline, new SampleLedger(), "0.1.0-test")
                .plan(site, List.of(), SamplePlans.NOW);
    }

    RunFolder runFolder() {
        return RunFolder.make(
                folder.resolve("runs"), SamplePlans.NOW, RandomGenerator.getDefault());
    }

    /// A ledger to which every address is free, and which notes what it is told.
    SampleLedger ledger() {
        return ledger(Map.of());
    }

    SampleLedger ledger(Map<String, Ledger.Standing> standings) {
        return new SampleLedger(standings, notes);
    }

    /// A scan that scripts can get at by [#running].
    Scan scan(ScanPlan plan, Ledger ledger, History history) {
        return scan(plan, ledger, history, runFolder(), InstantSource.system());
    }

    private Scan scan(
            ScanPlan plan, Ledger ledger, History history, RunFolder kept, InstantSource clock) {
        var scan = new Scan(plan, kept, ledger, history, key(), clock, Ticker.system());
        running.complete(scan);
        return scan;
    }

    private SigningKey key() {
        return SigningKey.of(new StateFolder(folder.resolve("state")));
    }

    /// The first scan of the bench, for a script; waits until there is one.
    Scan running() {
        return running.join();
    }

    /// A scan that is kept in that folder.
    Scan scan(ScanPlan plan, RunFolder kept) {
        return scan(plan, ledger(), History.NONE, kept, InstantSource.system());
    }

    Scan.Outcome run(ScanPlan plan) {
        return run(plan, History.NONE);
    }

    Scan.Outcome run(ScanPlan plan, History history) {
        return scan(plan, ledger(), history).run();
    }

    Scan.Outcome run(ScanPlan plan, RunFolder kept) {
        return scan(plan, kept).run();
    }

    /// A run that starts at that time of day.
    Scan.Outcome run(ScanPlan plan, Instant now) {
        return scan(plan, now).run();
    }

    /// A scan that starts at that time of day.
    Scan scan(ScanPlan plan, Instant now) {
        InstantSource clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now));
        return scan(plan, clock);
    }

    /// A scan with a time of day of its own.
    Scan scan(ScanPlan plan, InstantSource clock) {
        return scan(plan, ledger(), History.NONE, runFolder(), clock);
    }

    static Visit visit(Scan.Outcome outcome, String device) {
        return visit(outcome.observations(), device);
    }

    static Visit visit(Observations seen, String device) {
        return seen.visits().stream()
                .filter(visit -> visit.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (LoopbackDevice device : devices) {
            device.close();
        }
    }
}
