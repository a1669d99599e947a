package io.walkdown.cli.command;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.LineChanges;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Acceptance;
import io.walkdown.scanner.baseline.Acceptance.Result.Accepted;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineLog;
import io.walkdown.scanner.baseline.DriftItem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes observed values into the baseline.
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Take what a run saw into the baseline, in your name and with a reason; no network.",
            "Without a selector everything that differs is taken.",
            "A selector is an asset's name, a difference's id, or conditions: device=, kind=,"
                    + " field=, joined by commas; * and ? stand for anything and for one"
                    + " character."
        },
        footer = {
            "",
            "Example: walkdown accept --by \"J. Jansen\" --reason \"first walk\"",
            "         walkdown accept filler rack-a/slot-2/serialNumber --by \"J. Jansen\" --reason"
                    + " \"card swapped, ticket 4711\"",
            "         walkdown accept device=rack-*,kind=firmware --dry-run",
            "         walkdown accept -i --by \"J. Jansen\" --reason \"release 12\""
        })
final class AcceptCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "SELECTOR",
            arity = "0..*",
            description =
                    "Assets by name, differences by the id that diff prints, or conditions such as"
                            + " kind=firmware, field=serialNumber, device=rack-*.")
    private List<String> selectors = List.of();

    @Option(names = "--by", paramLabel = "NAME", description = "Who accepts; needed to write.")
    private String by = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed to write.")
    private String reason = "";

    @Option(
            names = {"-i", "--interactive"},
            description = "Ask about each difference, show what will be written, and ask again.")
    private boolean interactive;

    @Option(
            names = "--dry-run",
            description = "Show what would be written, line by line; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--observations",
            paramLabel = "FILE",
            description = "What was seen (default: the newest complete run, as diff takes it).")
    private @Nullable Path observations;

    AcceptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean forPeople = options.format() == CommonOptions.Format.HUMAN;
        Workspace workspace = Workspace.open(console, options);
        new Remains(console, workspace).tell();
        Observations seen =
                observations == null
                        ? Baselines.newest(workspace.site(), console)
                        : Baselines.observations(console.folder().resolve(observations));
        requireSomebody();
        var asking = new AskEach(console, console.errPalette(options.color), interactive);
        Baseline baseline = workspace.baseline().orElse(Baseline.EMPTY);
        Acceptance.Result result =
                acceptance()
                        .accept(
                                baseline,
                                Baselines.compare(baseline, seen),
                                selectors,
                                asking::wants);
        Path file = workspace.site().baseline();
        if (!forPeople && result instanceof Acceptance.Result.Nothing) {
            options.write(console, document(file, Optional.empty(), false));
        }
        Accepted accepted = Baselines.accepted(result);
        if (dryRun) {
            options.write(
                    console,
                    forPeople
                            ? preview(accepted, file, console.palette(options.color))
                            : document(file, Optional.of(accepted), false));
            return ExitCode.DONE.code();
        }
        if (interactive) {
            console.err().print(preview(accepted, file, console.errPalette(options.color)));
            asking.requireYes(
                    "Write this to %s in the name of %s? [y/N] "
                            .formatted(file.getFileName(), Neutral.text(by)));
        }
        BaselineLog.accept(file, accepted);
        options.write(
                console,
                forPeople ? told(accepted, file) : document(file, Optional.of(accepted), true));
        return ExitCode.DONE.code();
    }

    private String document(Path file, Optional<Accepted> accepted, boolean written) {
        return new ActDocument(by, reason, console.clock().instant())
                .accepted(file.toString(), accepted, written);
    }

    private void requireSomebody() {
        if (interactive && !console.interactive()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "nobody can be asked here; nothing was accepted",
                    "--interactive is given, and standard input is no terminal",
                    "name what is meant with selectors; see it first with --dry-run");
        }
    }

    /// Looking needs no name.
    private Acceptance acceptance() {
        String who = dryRun && by.isBlank() ? "nobody" : by;
        String why = dryRun && reason.isBlank() ? "only looked" : reason;
        return new Acceptance(who, why, console.clock().instant());
    }

    private static String preview(Accepted accepted, Path file, Palette palette) {
        return "%s would change %s:%n%s"
                        .formatted(
                                Amount.count(accepted.taken().size(), "difference"),
                                file.getFileName(),
                                ids(accepted))
                + new LineChanges(palette).text(accepted.before(), accepted.after());
    }

    private static String told(Accepted accepted, Path file) {
        return ids(accepted)
                + "%s taken into %s; who, when and why is kept beside it%n"
                        .formatted(Amount.count(accepted.taken().size(), "difference"), file);
    }

    private static String ids(Accepted accepted) {
        var text = new StringBuilder();
        for (DriftItem item : accepted.taken()) {
            text.append("accepted ").append(Neutral.text(item.id())).append('\n');
        }
        for (DriftItem item : accepted.left()) {
            text.append("left     ").append(Neutral.text(item.id())).append('\n');
        }
        return text.toString();
    }
}
