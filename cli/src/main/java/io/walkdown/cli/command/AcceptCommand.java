package io.walkdown.cli.command;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Acceptance;
import io.walkdown.scanner.baseline.DriftItem;
import java.nio.file.Path;
import java.util.List;
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
            "Without a selector everything that differs is taken."
        },
        footer = {
            "",
            "Example: walkdown accept --by \"J. Jansen\" --reason \"first walk\"",
            "         walkdown accept filler rack-a/slot-2/serialNumber --by \"J. Jansen\" --reason"
                    + " \"card swapped, ticket 4711\""
        })
final class AcceptCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "SELECTOR",
            arity = "0..*",
            description = "Assets by name, or differences by the id that diff prints.")
    private List<String> selectors = List.of();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who accepts.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
            names = "--observations",
            paramLabel = "FILE",
            description = "What was seen (default: the newest run that ended).")
    private @Nullable Path observations;

    AcceptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspace.open(console, options);
        new Remains(console, workspace).tell();
        Observations seen =
                observations == null
                        ? Baselines.newest(workspace.site(), console.err())
                        : Baselines.observations(console.folder().resolve(observations));
        Acceptance.Result.Accepted accepted =
                Baselines.accept(
                        workspace.site().baseline(),
                        seen,
                        new Acceptance(by, reason, console.clock().instant()),
                        selectors);
        for (DriftItem item : accepted.taken()) {
            console.out().println("accepted " + Neutral.text(item.id()));
        }
        for (DriftItem item : accepted.left()) {
            console.out().println("left     " + Neutral.text(item.id()));
        }
        console.out()
                .println(
                        "%s taken into %s; who, when and why is kept beside it"
                                .formatted(
                                        Amount.count(accepted.taken().size(), "difference"),
                                        workspace.site().baseline()));
        console.out().flush();
        return ExitCode.DONE.code();
    }
}
