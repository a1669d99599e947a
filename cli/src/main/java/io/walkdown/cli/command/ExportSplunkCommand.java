package io.walkdown.cli.command;

import io.walkdown.scanner.export.Delivered;
import io.walkdown.scanner.export.Inventory;
import io.walkdown.scanner.export.Secret;
import io.walkdown.scanner.export.SplunkHec;
import io.walkdown.scanner.export.Web;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The inventory in Splunk.
@Command(
        name = "splunk",
        mixinStandardHelpOptions = true,
        description = {
            "Send an event for each asset to Splunk's HTTP Event Collector. What was delivered is kept"
                    + " in a state file; an export that was broken off goes on where it stopped."
        },
        footer = {
            "",
            "Example: walkdown export splunk --url https://splunk.example.org:8088 --token-file"
                    + " hec-token --index ot --ack"
        })
final class ExportSplunkCommand implements Callable<Integer> {
    private static final int POLLS = 30;
    private static final long PAUSE_MILLIS = 1000;

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Mixin private final ExportOptions export = new ExportOptions();

    @Option(
            names = "--index",
            paramLabel = "NAME",
            description = "The index that the events are for (default: the token's own).")
    private @Nullable String index;

    @Option(
            names = "--ack",
            description =
                    "Wait until Splunk has indexed each batch; the token must allow"
                            + " acknowledgement.")
    private boolean acknowledged;

    @Option(
            names = "--batch-size",
            paramLabel = "EVENTS",
            description = "Events a request at most, 1 to 10000 (default: 500).",
            defaultValue = "500")
    private int batch = 500;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "What was delivered (default: in the state folder, one for each plant).")
    private @Nullable Path state;

    ExportSplunkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secret token = export.token(console);
        Inventory inventory = export.inventory(console, options);
        Path file =
                Optional.ofNullable(state)
                        .map(console.folder()::resolve)
                        .orElseGet(
                                () -> Workspace.state(console).export("splunk", inventory.site()));
        var how =
                ExportOptions.configured(() ->
                        new SplunkHec.Options(
                                Optional.ofNullable(index),
                                batch,
                                acknowledged,
                                POLLS,
                                PAUSE_MILLIS,
                                export.dryRun));
        try (Web web = export.web(console, token);
                Delivered delivered = ExportOptions.configured(() -> delivered(file))) {
            var splunk = new SplunkHec(web, how, delivered);
            return ExportOptions.run(console, options, () -> splunk.deliver(inventory));
        }
    }

    private Delivered delivered(Path file) {
        return export.dryRun ? Delivered.toRead(file) : Delivered.toWrite(file);
    }
}
