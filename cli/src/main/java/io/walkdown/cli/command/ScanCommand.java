package io.walkdown.cli.command;

import io.walkdown.cli.view.DriftView;
import io.walkdown.cli.view.InventoryView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.PlanView;
import io.walkdown.cli.view.VerdictView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.gate.Gate;
import io.walkdown.scanner.gate.Policy;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Zones;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.scan.Heartbeat;
import io.walkdown.scanner.scan.RunEnd;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.UsedPlans;
import io.walkdown.scanner.store.VerifyingKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Visits the devices of the site file.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Visit the devices of the site file within the plan's worst case, and write down what"
                    + " they say of themselves.",
            "On a terminal the totals are shown first and you are asked; elsewhere --yes or --plan"
                    + " is needed."
        },
        footer = {
            "",
            "Example: walkdown scan",
            "         walkdown scan --yes --json > observations.json",
            "         walkdown scan --plan plan.json --fail-on any",
            "         walkdown scan --yes --heartbeat may-scan --heartbeat-limit 30s"
        })
final class ScanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--only",
            paramLabel = "SELECTOR",
            description =
                    "Visit these devices: name, address, CIDR, group=…, protocol=… or zone=…. May"
                            + " be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--canary",
            paramLabel = "DEVICE",
            description =
                    "Visit this device first of its kind; the others wait until it was looked at"
                            + " again and was well. May be repeated.")
    private List<String> canaries = List.of();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "An approved plan, written by plan --output: run exactly that, once.")
    private @Nullable Path approved;

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            description =
                    "A public key (PEM): run the plan only if it was signed with it. May be"
                            + " repeated. A site file's approval keys count instead, always.")
    private List<Path> trust = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "KINDS",
            completionCandidates = Choices.Kinds.class,
            split = ",",
            description = "Exit with 2 on drift of these kinds: any, or " + FailOn.KINDS + ".")
    private List<String> failOn = List.of();

    @Option(
            names = "--heartbeat",
            paramLabel = "FILE",
            description =
                    "Scan only while this file was touched within the limit; looked at before every"
                            + " frame.")
    private @Nullable Path heartbeat;

    @Option(
            names = "--heartbeat-limit",
            paramLabel = "TIME",
            description = "How old the file may become, 1s to 1h (default: 30s).")
    private @Nullable String heartbeatLimit;

    ScanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FailOn threshold = FailOn.parse(failOn);
        Workspace workspace = Workspace.open(console, options);
        SiteSwitch.requireRunning(console, workspace.site());
        SiteWindow.requireOpen(workspace.site(), console.clock().instant());
        Optional<Heartbeat> beat = HeartbeatOption.of(console, heartbeat, heartbeatLimit);
        HeartbeatOption.requireFresh(beat);
        List<VerifyingKey> trusted =
                Approvers.of(workspace.site(), console.folder(), trust, approved != null);
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            Optional<ApprovedPlan> approval =
                    Optional.ofNullable(approved)
                            .map(file ->
                                    ApprovedPlan.read(console.folder().resolve(file), trusted));
            ScanPlan plan =
                    approval.map(given -> approved(given, workspace, ledger))
                            .orElseGet(() -> decided(workspace, ledger));
            new Remains(console, workspace).tell(ledger);
            if (plan.visits().isEmpty()) {
                return nothingToVisit(workspace, plan).code();
            }
            if (approval.isEmpty() && !yes) {
                ask(workspace, plan);
                SiteSwitch.requireRunning(console, workspace.site());
                SiteWindow.requireOpen(workspace.site(), console.clock().instant());
                HeartbeatOption.requireFresh(beat);
            }
            var ran = new ScanRunner(console, options).run(plan, ledger, approval, beat);
            return report(workspace, plan, ran, threshold).code();
        }
    }

    /// What is left today of an approved plan.
    private ScanPlan approved(ApprovedPlan given, Workspace workspace, FileLedger ledger) {
        given.requireSame(
                workspace.permitted(ledger, given.only(), given.lookedAt()),
                new UsedPlans(workspace.state(), workspace.site().name()),
                only,
                console.clock().instant());
        return given.within(workspace.plan(ledger, given.only(), List.copyOf(given.lookedAt())));
    }

    /// The plan, after a person has said which device goes first where nothing else tells (S8).
    private ScanPlan decided(Workspace workspace, FileLedger ledger) {
        ScanPlan plan = workspace.plan(ledger, only, canaries);
        if (!console.interactive() || yes) {
            return plan;
        }
        List<String> named = new ArrayList<>(canaries);
        for (Optional<String> kind = undecided(plan); kind.isPresent(); kind = undecided(plan)) {
            String first = askForCanary(plan, kind.get());
            if (first.isEmpty()) {
                return plan;
            }
            named.add(first);
            plan = workspace.plan(ledger, only, named);
        }
        return plan;
    }

    private static Optional<String> undecided(ScanPlan plan) {
        return plan.withheld().stream()
                .filter(DevicePlan::awaitsCanary)
                .map(device -> device.kind().text())
                .findFirst();
    }

    private String askForCanary(ScanPlan plan, String kind) {
        List<String> names =
                plan.withheld().stream()
                        .filter(DevicePlan::awaitsCanary)
                        .filter(device -> device.kind().text().equals(kind))
                        .map(DevicePlan::name)
                        .toList();
        String typed =
                console.answer(
                        "Which %s is visited first, while the others wait? %s [none] "
                                .formatted(Neutral.text(kind), Neutral.text(names.toString())));
        return names.stream().filter(name -> name.equalsIgnoreCase(typed)).findFirst().orElse("");
    }

    private ExitCode nothingToVisit(Workspace workspace, ScanPlan plan) {
        boolean missed =
                plan.withheld().stream()
                        .flatMap(device -> device.withheld().stream())
                        .anyMatch(Withholding::due);
        for (DevicePlan device : plan.withheld()) {
            Withholding why = device.withheld().orElseThrow();
            console.diagnose(
                    Neutral.line("%s: %s: %s".formatted(device.name(), why.rule(), why.reason())));
        }
        if (options.format() != CommonOptions.Format.HUMAN) {
            Observations nothing =
                    ScanRunner.nothing(
                            plan,
                            console.clock().instant(),
                            missed ? ExitCode.REFUSED.code() : ExitCode.DONE.code());
            options.write(console, document(nothing));
        }
        if (missed) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "no device may be contacted; nothing was sent",
                    "each is withheld by the rule named above",
                    "see the whole plan with: walkdown plan");
        }
        String next =
                plan.nextDue()
                        .map(due -> "next due: " + PlanView.time(due, workspace.site().timeZone()))
                        .orElse("no device becomes due by itself");
        console.tell("nothing is due; nothing was sent; " + next);
        return ExitCode.DONE;
    }

    private void ask(Workspace workspace, ScanPlan plan) {
        if (!console.interactive()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "nobody can be asked here; nothing was sent",
                    "standard input is no terminal, and neither --yes nor --plan is given",
                    "add --yes, or approve a plan: walkdown plan --output plan.json");
        }
        var view =
                new PlanView(
                        console.errPalette(options.color),
                        console.width(),
                        workspace.profiles()::find);
        console.tell(view.totals(plan).stripTrailing());
        String question =
                "Contact %d of %d devices now? [y/N] "
                        .formatted(
                                plan.devices().size() - plan.withheld().size(),
                                plan.devices().size());
        if (!List.of("y", "yes").contains(console.answer(question))) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "not confirmed; nothing was sent",
                    "the answer was not y",
                    "see each frame first with: walkdown plan --hex");
        }
    }

    /// Without a baseline nothing can be compared, unless drift was asked for: then all is new.
    private ExitCode report(
            Workspace workspace, ScanPlan plan, ScanRunner.Ran ran, FailOn threshold) {
        Optional<Baseline> none = threshold.none() ? Optional.empty() : Optional.of(Baseline.EMPTY);
        Optional<Drift> drift =
                workspace
                        .baseline()
                        .or(() -> none)
                        .map(baseline -> Baselines.compare(baseline, ran.outcome().observations()));
        ExitCode code = ExitCode.of(ran.outcome().end());
        if (drift.filter(threshold::reached).isPresent()) {
            code = ExitCode.worst(code, ExitCode.DRIFT);
        }
        Observations observations = ScanRunner.withExitCode(ran, code);
        if (options.format() == CommonOptions.Format.HUMAN) {
            print(observations, ran, drift.map(found -> shown(found, workspace, ran, threshold)));
        } else {
            options.write(console, document(observations));
        }
        explain(ran, plan);
        return code;
    }

    private String document(Observations observations) {
        return options.format() == CommonOptions.Format.JSON_FLAT
                ? ObservationsFile.flatText(observations)
                : ObservationsFile.text(observations);
    }

    /// A scan that is a gate says how bad each difference is, as `diff` does.
    private String shown(Drift drift, Workspace workspace, ScanRunner.Ran ran, FailOn threshold) {
        Observations run = ran.outcome().observations();
        Palette palette = console.palette(options.color);
        if (threshold.none()) {
            return new DriftView(palette, console.width()).text(drift, run.complete());
        }
        Gate gate =
                new Gate(
                        Policy.DEFAULT,
                        List.of(),
                        Zones.of(workspace.site()),
                        new Threshold(threshold.concerns(), Severity.INFO));
        return new VerdictView(palette, console.width())
                .text(
                        gate.judge(
                                workspace.baseline().orElse(Baseline.EMPTY),
                                run,
                                drift,
                                LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC)));
    }

    private void print(Observations observations, ScanRunner.Ran ran, Optional<String> drift) {
        var palette = console.palette(options.color);
        var view = new InventoryView(palette, console.width());
        var text = new StringBuilder();
        text.append(view.inventory(observations)).append('\n');
        text.append(view.visits(observations)).append('\n');
        text.append(view.unused(observations)).append('\n');
        text.append(view.summary(observations));
        ran.outcome()
                .breakers()
                .forEach(state ->
                        text.append("  breaker of ")
                                .append(Neutral.text(state.words()))
                                .append('\n'));
        drift.ifPresent(found -> text.append('\n').append(found));
        text.append("  kept in ").append(ran.folder().path()).append('\n');
        options.write(console, text.toString());
    }

    private void explain(ScanRunner.Ran ran, ScanPlan plan) {
        ran.outcome()
                .failure()
                .ifPresent(why ->
                        console.tell(
                                "walkdown: the scan failed and was ended: " + Neutral.line(why)));
        ran.outcome()
                .stopped()
                .ifPresent(
                        why -> console.tell(Undone.text(why, ran.outcome().observations(), plan)));
        if (ran.outcome().end() == RunEnd.FAILED) {
            console.tell("  what was seen until then is in " + ran.folder().path());
        }
    }
}
