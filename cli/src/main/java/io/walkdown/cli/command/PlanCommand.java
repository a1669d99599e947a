package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.PlanView;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    @Option(
            names = "--sign",
            description =
                    "Approve it: sign the file of --output with this machine's key, into FILE.sig.")
    private boolean sign;

    @Option(names = "--by", paramLabel = "NAME", description = "With --sign: who approves it.")
    private String by = "";

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireSignable();
        Workspace workspace = Workspace.open(console, options);
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            ScanPlan plan = workspace.plan(ledger, only, canaries);
            new Remains(console, workspace).tell(ledger);
            boolean document =
                    options.format() != CommonOptions.Format.HUMAN || options.output != null;
            if (document) {
                String text = PlanDocument.text(plan);
                options.write(console, text);
                sign(workspace, text);
            }
            if (options.format() == CommonOptions.Format.HUMAN) {
                print(workspace, plan, ledger);
            }
        }
        return ExitCode.DONE.code();
    }

    private void requireSignable() {
        if (sign && (options.output == null || by.isBlank())) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--sign needs a file and a name",
                    "a signature stands for what a named person approved",
                    "write: walkdown plan --output plan.json --sign --by NAME");
        }
    }

    private void sign(Workspace workspace, String text) {
        if (sign && options.output != null) {
            Path file = console.folder().resolve(options.output);
            SigningKey key = SigningKey.of(workspace.state());
            PlanSignature.write(
                    file,
                    text.getBytes(StandardCharsets.UTF_8),
                    key,
                    by,
                    console.clock().instant());
            console.tell(
                    "signed by %s with key %s; whoever runs it trusts %s"
                            .formatted(
                                    Neutral.text(by),
                                    key.keyId(),
                                    workspace.state().path().resolve(SigningKey.PUBLIC_FILE)));
        }
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
