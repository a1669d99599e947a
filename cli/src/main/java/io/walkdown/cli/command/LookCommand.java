package io.walkdown.cli.command;

import io.walkdown.cli.view.DeviceView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Hold;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.throttle.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Everything that is known of one device.
@Command(
        name = "look",
        mixinStandardHelpOptions = true,
        description = {
            "Show everything that is known of a device: what it says of itself and how that is"
                    + " known, its last contacts, how fast it answers, its connections, its profile"
                    + " and why it has that one, and what holds it back. Sends nothing."
        },
        footer = {"", "Example: look filler", "         use filler    then: look"})
final class LookCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 50;

    private final Console console;
    private final ShellSession session;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Its name or address (default: the device in use).")
    private String name = "";

    LookCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspaces.open(console, session);
        Device device = session.named(workspace.site(), name);
        Palette palette = console.palette(Console.ColorChoice.AUTO);
        var view = new DeviceView(palette, console.width(), workspace.site().timeZone());
        var text = new StringBuilder();
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            DevicePlan visit = Workspaces.permitted(workspace, ledger, device);
            text.append(
                    palette.heading(
                            "%s  %s  %s%n"
                                    .formatted(
                                            Neutral.text(device.name()),
                                            device.endpointText(),
                                            device.protocol().id())));
            text.append(
                    newest(workspace, visit.name())
                            .map(view::fields)
                            .orElse("  No run has identified it yet.\n"));
            text.append('\n').append(history(view, ledger, visit.ledgerKey())).append('\n');
            text.append(view.limits(visit));
            text.append(view.holds(holds(workspace, ledger, device)));
        }
        console.show(text.toString());
        return ExitCode.DONE.code();
    }

    private static String history(DeviceView view, FileLedger ledger, Ledger.Key key) {
        return view.contacts(ledger.contacts(key)) + view.answers(ledger.responseTimes(key));
    }

    /// What holds a device of the site back now.
    static List<Hold> holds(Workspace workspace, FileLedger ledger, Device device) {
        Instant now = workspace.console().clock().instant();
        var stop = SiteSwitch.of(workspace.console(), workspace.site().name()).state();
        return Hold.on(workspace.site(), Workspaces.planned(workspace, ledger, device), stop, now);
    }

    /// What it told in the newest run that has it, and to single questions since then.
    private static Optional<Asset> newest(Workspace workspace, String name) {
        List<Asset> told = new ArrayList<>();
        for (RunFolder folder : newestFirst(workspace).limit(MOST_RUNS).toList()) {
            Optional<Asset> asset = asset(folder, workspace.site().name(), name);
            asset.ifPresent(told::add);
            if (asset.isPresent() && !isQuestion(folder)) {
                break;
            }
        }
        return told.reversed().stream().reduce(Asset::asToldBy);
    }

    private static boolean isQuestion(RunFolder folder) {
        Path parent = folder.path().getParent();
        return parent != null && parent.endsWith(ScanRunner.ASKS);
    }

    /// Runs and single questions of a site, the newest first.
    static Stream<RunFolder> newestFirst(Workspace workspace) {
        var runs = workspace.site().runs();
        return Stream.concat(
                        RunFolder.all(runs).stream(),
                        RunFolder.all(runs.resolve(ScanRunner.ASKS)).stream())
                .sorted(Comparator.comparing(RunFolder::id).reversed());
    }

    private static Optional<Asset> asset(RunFolder folder, String site, String name) {
        return ObservationsFile.read(folder.observations())
                                instanceof ObservationsFile.Reading.Read(var seen)
                        && seen.site().equals(site)
                ? seen.assets().stream().filter(asset -> asset.name().equals(name)).findFirst()
                : Optional.empty();
    }
}
