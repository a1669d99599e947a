package io.walkdown.cli.command;

import io.walkdown.cli.report.Report.Origin;
import io.walkdown.cli.report.ReportFormat;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.VerdictView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineLog;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.gate.BaselineLines;
import io.walkdown.scanner.gate.Gate;
import io.walkdown.scanner.gate.Policy;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.gate.Waiver;
import io.walkdown.scanner.gate.Zones;
import io.walkdown.scanner.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Drift between the baseline and a run, as a gate.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compare a run with the baseline; no network. Without files: the site's baseline and"
                    + " its newest complete run: one that was neither stopped nor narrowed by"
                    + " --only.",
            "Exit code 2: a finding reaches the threshold; 3: none does, and not everything was"
                    + " seen or judged; 0: none does."
        },
        footer = {
            "",
            "Example: walkdown diff",
            "         walkdown diff baseline.json runs/20261123T073500Z-1f0a/observations.json --json",
            "         walkdown diff baseline.json observations.json --policy policy.yaml"
                    + " --fail-on-severity high --report sarif=walkdown.sarif --report"
                    + " junit=walkdown.xml"
        })
final class DiffCommand implements Callable<Integer> {
    private static final long LARGE = 16L * 1024 * 1024;

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Mixin private final GateOptions gate = new GateOptions();

    @Mixin private final ReportOptions reports = new ReportOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..2",
            description = "A baseline and the observations of a run.")
    private List<Path> files = List.of();

    DiffCommand(Console console) {
        this.console = console;
    }

    /// What is compared.
    ///
    /// @param file where the baseline is kept
    /// @param inputs all files that were read for it, by what they are
    private record Compared(
            Path file, Baseline baseline, Observations run, Zones zones, Map<String, Path> inputs) {
        Compared {
            inputs = Map.copyOf(inputs);
        }
    }

    @Override
    public Integer call() {
        Optional<ReportFormat> format = ReportOptions.format(options);
        boolean _ = reports.wanted().isEmpty(); // told before anything is read
        Policy policy = gate.policy(console);
        List<Waiver> waivers = gate.waivers(console);
        Threshold threshold = gate.threshold(policy);
        Compared compared = compared(policy);
        reports.requireApart(console, Optional.ofNullable(options.output), inputs(compared));
        var judge = new Gate(policy, waivers, compared.zones(), threshold);
        boolean tellsLines = format.isPresent() || !reports.wanted().isEmpty();
        Verdict verdict = verdict(judge, compared, tellsLines);
        var origin =
                new Origin(Version.text(), RepositoryPath.of(compared.file(), console.folder()));
        reports.write(console, verdict, origin);
        options.write(
                console,
                format.map(it -> it.text(verdict, origin)).orElseGet(() -> human(verdict)),
                format.isEmpty());
        tell(verdict);
        return code(verdict).code();
    }

    private Map<String, Path> inputs(Compared compared) {
        var inputs = new TreeMap<>(compared.inputs());
        inputs.put("the site file", console.folder().resolve(options.site));
        inputs.put("the baseline", compared.file());
        inputs.put("the baseline's log", BaselineLog.beside(compared.file()));
        gate.files().forEach((what, file) -> inputs.put(what, console.folder().resolve(file)));
        return inputs;
    }

    private Compared compared(Policy policy) {
        if (files.size() == 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "diff takes two files or none",
                    "only " + files.getFirst() + " is given",
                    "name the baseline and the observations");
        }
        return files.isEmpty() ? ofSite() : ofFiles(policy);
    }

    private Compared ofSite() {
        Workspace workspace = Workspace.open(console, options);
        new Remains(console, workspace).tell();
        if (workspace.baseline().isEmpty()) {
            console.tell(
                    "walkdown: there is no baseline yet, so everything is new; take it"
                            + " over with: walkdown accept --by NAME --reason TEXT");
        }
        Site site = workspace.site();
        Observations run = Baselines.newest(site, console);
        var inputs = new TreeMap<String, Path>();
        inputs.put("the run", site.runs().resolve(run.run().id()).resolve("observations.json"));
        site.overlays().forEach(overlay -> inputs.put("the overlay " + overlay, overlay));
        return new Compared(
                site.baseline(),
                workspace.baseline().orElse(Baseline.EMPTY),
                run,
                Zones.of(site),
                inputs);
    }

    /// The site file is read for its zones alone, and only if a rule asks for them.
    private Compared ofFiles(Policy policy) {
        Path file = console.folder().resolve(files.get(0));
        Path seen = console.folder().resolve(files.get(1));
        Supplier<Observations> reading = reading(seen);
        Baseline baseline = read(file);
        Observations run = reading.get();
        boolean isThere = Files.exists(console.folder().resolve(options.site));
        Zones zones =
                policy.asksForZones() && isThere
                        ? Zones.of(Workspace.site(console, options))
                        : Zones.UNKNOWN;
        return new Compared(file, baseline, run, zones, Map.of("the run", seen));
    }

    /// Reading is most of the work on a large plant: its two files are then read at the same time.
    private static Supplier<Observations> reading(Path file) {
        if (!isLarge(file)) {
            return () -> Baselines.observations(file);
        }
        var reading = CompletableFuture.supplyAsync(() -> Baselines.observations(file));
        return () -> {
            try {
                return reading.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        };
    }

    /// What is not there is told by who reads it.
    private static boolean isLarge(Path file) {
        try {
            return Files.size(file) >= LARGE;
        } catch (IOException e) {
            return false;
        }
    }

    private static Baseline read(Path file) {
        return Baselines.read(file)
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.CONFIGURATION,
                                "there is no baseline " + file,
                                "the file does not exist",
                                "name it, or write one: walkdown accept"));
    }

    /// @param tellsLines whether anybody wants to know on which lines of the baseline findings are;
    ///   it is read once more for that
    private Verdict verdict(Gate judge, Compared compared, boolean tellsLines) {
        LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
        Baseline baseline = compared.baseline();
        Drift drift = Baselines.compare(baseline, compared.run(), judge.policy().drift());
        Verdict verdict = judge.judge(baseline, compared.run(), drift, today);
        return verdict.findings().isEmpty() || !tellsLines
                ? verdict
                : verdict.at(BaselineLines.of(compared.file(), verdict.concerned()));
    }

    private String human(Verdict verdict) {
        return new VerdictView(console.palette(options.color), console.width()).text(verdict);
    }

    private void tell(Verdict verdict) {
        verdict.unseen()
                .forEach(it -> note("the run was incomplete: " + it.subject().words().why()));
        Verdict.Notes notes = verdict.notes();
        notes.notJudged().forEach(rule -> note(rule.words() + "; name it with --site"));
        notes.expired()
                .forEach(it ->
                        note(
                                "the waiver in line %d expired on %s: %s"
                                        .formatted(it.line(), it.expires(), it.aim().text())));
        notes.unused()
                .forEach(it ->
                        note(
                                "the waiver in line %d is not needed: %s"
                                        .formatted(it.line(), it.aim().text())));
    }

    private void note(String text) {
        console.tell("walkdown: " + Neutral.line(text));
    }

    private static ExitCode code(Verdict verdict) {
        return switch (verdict.outcome()) {
            case FAILED -> ExitCode.DRIFT;
            case INCOMPLETE -> ExitCode.INCOMPLETE;
            case PASSED -> ExitCode.DONE;
        };
    }
}
