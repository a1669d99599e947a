package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.plan.SampleLedger;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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

    Scan.Outcome run(ScanPlan plan) {
        return run(plan, History.NONE);
    }

    Scan.Outcome run(ScanPlan plan, History history) {
        return scan(plan, ledger(), history).run();
    }

    Scan.Outcome run(ScanPlan plan, RunFolder kept) {
        return scan(plan, ledger(), History.NONE, kept, InstantSource.system()).run();
    }

    /// A run at a time of day that stands still.
    Scan.Outcome run(ScanPlan plan, Instant now) {
        return scan(plan, ledger(), History.NONE, runFolder(), InstantSource.fixed(now)).run();
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
