package io.walkdown.cli.command;

import io.walkdown.cli.view.FramesView;
import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.audit.RecordedFrame;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The last frames of a device.
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = {
            "Show the last frames that were sent to a device and what it answered, out of the"
                    + " newest recording that holds any, byte by byte. Sends nothing.",
            "Without a device, and with none in use: the last frames of all."
        },
        footer = {"", "Example: journal filler --last 4", "         journal --box"})
final class JournalCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Console console;
    private final ShellSession session;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Its name or address (default: the device in use).")
    private String name = "";

    @Option(
            names = "--last",
            paramLabel = "NUMBER",
            description = "How many frames, 1 to 1000 (default: ${DEFAULT-VALUE}).",
            defaultValue = "6")
    private int last = 6;

    @Option(names = "--box", description = "Show PLC4X's own view of each frame, too.")
    private boolean box;

    JournalCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--last %d is outside 1 to %d".formatted(last, MOST),
                    "a screen holds so many frames and no more",
                    "for example: journal --last 20");
        }
        Workspace workspace = Workspaces.open(console, session);
        Predicate<String> wanted = wanted(workspace.site());
        for (RunFolder folder : LookCommand.newestFirst(workspace).toList()) {
            List<RecordedFrame> frames = frames(folder, wanted, last);
            if (!frames.isEmpty()) {
                show(workspace.site(), folder, frames);
                return ExitCode.DONE.code();
            }
        }
        console.show("No recording holds a frame of it.\n");
        return ExitCode.DONE.code();
    }

    private Predicate<String> wanted(Site site) {
        if (name.isEmpty() && session.device().isEmpty()) {
            return _ -> true;
        }
        Device device = session.named(site, name);
        List<String> names =
                site.visits().stream()
                        .flatMap(visit -> visit.endpoints().stream())
                        .filter(endpoint -> endpoint.devices().contains(device))
                        .flatMap(endpoint -> endpoint.devices().stream())
                        .map(Device::name)
                        .toList();
        return names::contains;
    }

    /// The last frames of a recording.
    static List<RecordedFrame> frames(RunFolder folder, Predicate<String> wanted, int most) {
        try {
            return RecordedFrame.last(folder.journal(), folder.capture(), wanted, most);
        } catch (IOException e) {
            return List.of();
        }
    }

    private void show(Site site, RunFolder folder, List<RecordedFrame> frames) {
        var view =
                new FramesView(
                        console.palette(Console.ColorChoice.AUTO),
                        console.width(),
                        site.timeZone());
        Meanings meanings = Meanings.of(folder);
        console.out()
                .print(
                        "%s%n%s"
                                .formatted(
                                        folder.path(),
                                        view.text(
                                                frames,
                                                of -> protocol(site, of),
                                                meanings::of,
                                                _ -> box)));
        console.out().flush();
    }

    /// What is spoken with the device of that name.
    static Optional<Protocol> protocol(Site site, String device) {
        return site.device(device).map(Device::protocol);
    }
}
