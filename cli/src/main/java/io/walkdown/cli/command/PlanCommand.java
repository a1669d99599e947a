package io.walkdown.cli.command;

import io.walkdown.cli.view.PlanView;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.FileLedger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a scan would send; sends nothing.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Print what a scan would send to each device, and its worst case in frames, bytes,"
                    + " connections and seconds. Sends nothing.",
        },
        footer = {
            "",
            "Example: walkdown plan --only filler --hex",
            "         walkdown plan --output plan.json    then: walkdown scan --plan plan.json"
        })
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--only",
            paramLabel = "SELECTOR",
            description =
                    "Plan for these devices: name, address, CIDR, group=…, protocol=… or zone=…."
                            + " May be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--canary",
            paramLabel = "DEVICE",
            description =
                    "Visit this device first of its kind; the others wait until it was looked at"
                            + " again and was well. May be repeated.")
    private List<String> canaries = List.of();

    @Option(names = "--hex", description = "Print each frame byte by byte.")
    private boolean hex;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspace.open(console, options);
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            ScanPlan plan = workspace.plan(ledger, only, canaries);
            new Remains(console, workspace).tell(ledger);
            boolean document =
                    options.format() != CommonOptions.Format.HUMAN || options.output != null;
            if (document) {
                options.write(console, PlanDocument.text(plan));
            }
            if (options.format() == CommonOptions.Format.HUMAN) {
                print(workspace, plan, ledger);
            }
        }
        return ExitCode.DONE.code();
    }

    private void print(Workspace workspace, ScanPlan plan, FileLedger ledger) {
        var view =
                new PlanView(
                        console.palette(options.color),
                        console.width(),
                        workspace.profiles()::find);
        console.show(view.text(plan, ledger.file(), hex));
        workspace.lists().forEach(list -> console.out().println("  known-bad list " + list));
        if (options.output != null) {
            console.out()
                    .println(
                            "  kept in %s: run it with walkdown scan --plan %s, once, until %s"
                                    .formatted(
                                            options.output,
                                            options.output,
                                            PlanView.time(
                                                    plan.validUntil(),
                                                    workspace.site().timeZone())));
        }
        console.out().flush();
    }
}
