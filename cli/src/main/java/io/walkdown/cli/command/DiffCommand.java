package io.walkdown.cli.command;

import io.walkdown.cli.view.DriftView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Drift;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Drift between the baseline and a run.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compare a run with the baseline; no network. Without files: the site's baseline and"
                    + " its newest run that ended.",
            "Exit code 2: drift; 3: no drift, and the run was incomplete; 0: no drift."
        },
        footer = {
            "",
            "Example: walkdown diff",
            "         walkdown diff baseline.json runs/20261123T073500Z-1f0a/observations.json --json"
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..2",
            description = "A baseline and the observations of a run.")
    private List<Path> files = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "KINDS",
            split = ",",
            description =
                    "Drift of these kinds ends with 2: any (the default), none, or "
                            + FailOn.KINDS
                            + ".")
    private List<String> failOn = List.of("any");

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FailOn threshold = FailOn.parse(failOn);
        if (files.size() == 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "diff takes two files or none",
                    "only " + files.getFirst() + " is given",
                    "name the baseline and the observations");
        }
        Baseline baseline;
        Observations observations;
        if (files.isEmpty()) {
            Workspace workspace = Workspace.open(console, options);
            new Remains(console, workspace).tell();
            if (workspace.baseline().isEmpty()) {
                console.err()
                        .println(
                                "walkdown: there is no baseline yet, so everything is new; take it"
                                        + " over with: walkdown accept --by NAME --reason TEXT");
            }
            baseline = workspace.baseline().orElse(Baseline.EMPTY);
            observations = Baselines.newest(workspace.site(), console.err());
        } else {
            baseline = read(console.folder().resolve(files.get(0)));
            observations = Baselines.observations(console.folder().resolve(files.get(1)));
        }
        Drift drift = Baselines.compare(baseline, observations);
        options.write(
                console,
                options.format() == CommonOptions.Format.HUMAN
                        ? new DriftView(console.palette(options.color), console.width()).text(drift)
                        : DriftView.json(drift));
        ExitCode complete = observations.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE;
        if (complete == ExitCode.INCOMPLETE) {
            console.err()
                    .println(
                            "walkdown: the run was incomplete: a device that was due did not answer"
                                    + " in whole or was withheld");
        }
        return ExitCode.worst(threshold.reached(drift) ? ExitCode.DRIFT : ExitCode.DONE, complete)
                .code();
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
}
