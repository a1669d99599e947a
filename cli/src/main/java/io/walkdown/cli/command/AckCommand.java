package io.walkdown.cli.command;

import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.FileLedger.Acknowledgement;
import io.walkdown.scanner.store.FileLedger.OpenMatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Acknowledges what the ledger wants acknowledged.
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = {
            "Acknowledge what withholds a device until a person has looked at it: a connection whose"
                    + " close the device never answered (S3)."
        },
        footer = {
            "",
            "Example: walkdown ack 10.20.30.11:102/S3 --by \"J. Jansen\" --reason \"looked at it,"
                    + " runs well\""
        })
final class AckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ID", description = "What walkdown plan names.")
    private String id = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who looked at it.")
    private String by = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "What they saw.")
    private String reason = "";

    AckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (FileLedger ledger = FileLedger.open(Workspace.state(console))) {
            return switch (ledger.acknowledge(id, by, reason, console.clock().instant())) {
                case Acknowledgement.Taken(String taken) -> {
                    console.out().println("acknowledged " + taken + " by " + by);
                    console.out().flush();
                    yield ExitCode.DONE.code();
                }
                case Acknowledgement.NothingOpen(List<OpenMatter> open) -> throw nothing(open);
            };
        }
    }

    private Failure nothing(List<OpenMatter> open) {
        @Nullable String first = open.isEmpty() ? null : open.getFirst().id();
        return new Failure(
                ExitCode.USAGE,
                "nothing of the id " + id + " waits for an acknowledgement",
                open.isEmpty()
                        ? "nothing at all waits for one on this machine"
                        : "these do: "
                                + String.join(", ", open.stream().map(OpenMatter::id).toList()),
                first == null ? "see: walkdown plan" : "for example: walkdown ack " + first);
    }
}
