package io.walkdown.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.DriftView;
import io.walkdown.cli.view.InventoryView;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.PlanView;
import io.walkdown.cli.view.WitnessView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Acceptance;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.scan.RunEnd;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.WitnessReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The demo's script. Everything that it does, a user can do with the commands that it names; its
/// ledger is its own, so that it can be run again at once.
final class Demo {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final CommonOptions options;
    private final SimulatedPlant plant;
    private final Path folder;
    private final Palette palette;
    private final boolean human;
    private final Instant started;

    Demo(Console console, CommonOptions options, SimulatedPlant plant, Path folder) {
        Map<String, String> env = new HashMap<>(console.env());
        env.put(StateFolder.VARIABLE, folder.resolve("state").toString());
        this.console = console.withEnv(env);
        this.options = options;
        this.plant = plant;
        this.folder = folder;
        this.palette = console.palette(options.color);
        this.human = options.format() == CommonOptions.Format.HUMAN;
        this.started = console.clock().instant();
    }

    ExitCode run() {
        options.site = folder.resolve("site.yaml");
        AtomicFile.write(options.site, plant.siteYaml());
        introduce();
        try (FileLedger ledger = FileLedger.open(Workspace.state(console))) {
            Workspace workspace = Workspace.open(console, options);
            ScanPlan plan = workspace.plan(ledger, List.of());
            show("1  The plan", planView(workspace).text(plan, ledger.file(), false));
            ScanRunner.Ran first = scan(plan, ledger);
            showScan("2  The first scan", first);
            var _ =
                    Baselines.accept(
                            workspace.site().baseline(),
                            first.outcome().observations(),
                            new Acceptance("the demo", "first look", console.clock().instant()),
                            List.of());
            show("3  The baseline", accepted());
            plant.nextScan();
            List<String> changed = plant.applyChanges();
            show("4  Overnight, somebody works on the plant", changes(changed));
            Workspace after = Workspace.open(console, options);
            ScanRunner.Ran second = scan(dueAgain(after, ledger), ledger);
            Drift drift =
                    Baselines.compare(
                            after.baseline().orElseThrow(), second.outcome().observations());
            plant.scanEnded();
            show("5  The second scan finds what changed", found(second, drift));
            return end(plan, List.of(first, second), drift, changed);
        }
    }

    private void introduce() {
        say(
                palette.heading("Walkdown demo")
                        + ": a simulated plant of "
                        + Amount.count(plant.witness().devices().size(), "device")
                        + " on this machine's loopback addresses.\n"
                        + "Each device holds its own limits and records every connection and frame"
                        + " that reaches it;\nan operator panel polls some of them ten times a"
                        + " second and must not notice us.\n");
    }

    private PlanView planView(Workspace workspace) {
        return new PlanView(palette, console.width(), workspace.profiles()::find);
    }

    private ScanRunner.Ran scan(ScanPlan plan, FileLedger ledger) {
        ScanRunner.Ran ran =
                new ScanRunner(console, options)
                        .run(plan, ledger, Optional.empty(), Optional.empty());
        if (ran.outcome().end() == RunEnd.FAILED || ran.outcome().end() == RunEnd.STOPPED) {
            throw new Failure(
                    ExitCode.of(ran.outcome().end()),
                    "the demo's scan did not come to its end",
                    ran.outcome().failure().or(ran.outcome()::stopped).orElse("unknown"),
                    "start it again");
        }
        return ran;
    }

    private void showScan(String title, ScanRunner.Ran ran) {
        var view = new InventoryView(palette, console.width());
        Observations seen = ran.outcome().observations();
        show(
                title,
                view.inventory(seen)
                        + "\n"
                        + view.visits(seen)
                        + "\n"
                        + view.unused(seen)
                        + "\n"
                        + view.summary(seen));
    }

    private String accepted() {
        return "What was seen is accepted, by name and with a reason, into baseline.json: a sorted"
                + " text file for Git.\nFor your own site: "
                + palette.heading("walkdown accept --by NAME --reason TEXT")
                + "\n";
    }

    private static String changes(List<String> changed) {
        return "A firmware update, a swapped module, and a newcomer on a spare address: "
                + String.join(", ", changed)
                + ".\n";
    }

    /// The limits hold between the demo's two scans as they do between yours, only shorter: the
    /// ledger says when each device may be visited again.
    private ScanPlan dueAgain(Workspace workspace, FileLedger ledger) {
        ScanPlan plan = workspace.plan(ledger, List.of());
        Optional<Instant> last =
                plan.withheld().stream()
                        .flatMap(device -> device.withheld().stream())
                        .flatMap(why -> why.until().stream())
                        .max(Instant::compareTo);
        if (last.isEmpty()) {
            return plan;
        }
        awaitTime(last.get());
        return workspace.plan(ledger, List.of());
    }

    private void awaitTime(Instant time) {
        for (Duration left = left(time); left.isPositive(); left = left(time)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    private Duration left(Instant time) {
        return Duration.between(console.clock().instant(), time);
    }

    private String found(ScanRunner.Ran second, Drift drift) {
        var view = new InventoryView(palette, console.width());
        return new DriftView(palette, console.width()).text(drift)
                + "\n"
                + view.summary(second.outcome().observations())
                + "To take a change into the baseline: "
                + palette.heading("walkdown accept DEVICE --by NAME --reason TEXT")
                + "\nIn a pipeline: "
                + palette.heading("walkdown diff --fail-on any")
                + " (exit code 2 on drift, no network)\n";
    }

    private ExitCode end(
            ScanPlan plan, List<ScanRunner.Ran> scans, Drift drift, List<String> changed) {
        WitnessReport witness = plant.witness();
        show(
                "6  What the devices themselves witnessed, over both scans",
                new WitnessView(palette, console.width()).text(witness));
        say(
                "Done in %s. Next: %s, then %s.%n"
                        .formatted(
                                Amount.of(Duration.between(started, console.clock().instant())),
                                palette.heading("walkdown init"),
                                palette.heading("walkdown plan")));
        if (!human) {
            options.write(console, document(plan, scans, drift, witness));
        }
        boolean asTold = drift.drift().stream().map(DriftItem::asset).toList().containsAll(changed);
        return witness.breachCount() == 0 && asTold ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String document(
            ScanPlan plan, List<ScanRunner.Ran> scans, Drift drift, WitnessReport witness) {
        try {
            ObjectNode root = JSON.createObjectNode();
            root.put("version", 1);
            root.set("plan", JSON.readTree(PlanDocument.text(plan)));
            var array = root.putArray("scans");
            for (ScanRunner.Ran ran : scans) {
                array.add(JSON.readTree(ObservationsFile.text(ran.outcome().observations())));
            }
            root.set("drift", JSON.readTree(DriftView.json(drift)));
            root.set("witness", JSON.readTree(witness.toJson()));
            root.put("breaches", witness.breachCount());
            return root.toPrettyString() + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be read", e);
        }
    }

    private void show(String title, String text) {
        say("\n" + palette.heading(title) + "\n" + text);
    }

    private void say(String text) {
        if (human) {
            console.show(text);
        }
    }
}
