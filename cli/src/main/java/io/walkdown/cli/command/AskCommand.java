package io.walkdown.cli.command;

import io.walkdown.cli.view.DeviceView;
import io.walkdown.cli.view.FramesView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.PlanView;
import io.walkdown.profiles.Protocol;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.audit.RecordedFrame;
import io.walkdown.scanner.plan.Asked;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Hold;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.FileLedger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a device one thing.
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = {
            "Ask the device in use one planned request: show the exact bytes and the cost, ask for"
                    + " a yes, send, show the answer.",
            "What has to come before the request is sent and counted too. The connection is closed"
                    + " at once. It draws on the same allowance as a scan (S10): what exceeds it is"
                    + " refused, with the time at which it is free."
        },
        footer = {
            "",
            "Example: use filler    then: ask szl-0011",
            "         ask --device meters device-id-basic 2"
        })
final class AskCommand implements Callable<Integer> {
    private static final int MOST_FRAMES = 200;

    private final Console console;
    private final ShellSession session;

    @Parameters(
            index = "0",
            paramLabel = "REQUEST",
            description = "The request, as the device's plan names it; Tab lists them.")
    private String request = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PLACE",
            description = "The Modbus unit or chassis slot, where the device has several.")
    private @Nullable Integer place;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Another device than the one in use.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask for a yes; for scripts.")
    private boolean yes;

    AskCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspaces.open(console, session);
        Device device = session.named(workspace.site(), name);
        ReadRequest wanted = ReadRequest.byId(request).orElseThrow(this::unknown);
        requireFree(workspace.site());
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            Asked.Planned asked = planned(workspace, ledger, device, wanted);
            console.show(announcement(asked.device(), workspace));
            confirm(asked.device());
            requireFree(workspace.site());
            ScanRunner.Ran ran =
                    new ScanRunner(console, new CommonOptions()).ask(asked.plan(), ledger);
            return show(workspace.site(), asked.device(), ran).code();
        }
    }

    private Failure unknown() {
        return new Failure(
                ExitCode.USAGE,
                "there is no request " + request,
                "these are known: "
                        + Arrays.stream(ReadRequest.all())
                                .map(ReadRequest::id)
                                .collect(Collectors.joining(", ")),
                "Tab lists those that the device's plan holds");
    }

    /// Before the question and again behind it: what happened in between counts (S9, S11).
    private void requireFree(Site site) {
        SiteSwitch.requireRunning(console, site);
        SiteWindow.requireOpen(site, console.clock().instant());
    }

    private Asked.Planned planned(
            Workspace workspace, FileLedger ledger, Device device, ReadRequest wanted) {
        OptionalInt number =
                Optional.ofNullable(place)
                        .map(OptionalInt::of)
                        .orElseGet(() -> own(device, wanted));
        return switch (workspace.ask(ledger, device.name(), wanted, number)) {
            case Asked.Unplannable(String why, String wayOut) ->
                    throw new Failure(
                            ExitCode.USAGE, "%s is not asked".formatted(request), why, wayOut);
            case Asked.Planned asked -> {
                asked.device()
                        .withheld()
                        .ifPresent(why -> {
                            throw withheld(why, workspace.site());
                        });
                yield asked;
            }
        };
    }

    /// An entry of the site file that stands for one unit or slot alone means that one.
    private static OptionalInt own(Device device, ReadRequest wanted) {
        List<Integer> own =
                switch (wanted) {
                    case ReadRequest.ReadSlotIdentity() -> device.slots();
                    case ReadRequest other when other.protocol() == Protocol.MODBUS ->
                            device.unit().isPresent()
                                    ? List.of(device.unit().getAsInt())
                                    : device.units();
                    case ReadRequest _ -> List.of();
                };
        return own.size() == 1 ? OptionalInt.of(own.getFirst()) : OptionalInt.empty();
    }

    private static Failure withheld(Withholding why, Site site) {
        return new Failure(
                ExitCode.REFUSED,
                "the device is not asked; nothing was sent",
                "%s: %s".formatted(why.rule(), Neutral.text(why.reason())),
                why.until()
                        .map(free -> "it is free at " + PlanView.time(free, site.timeZone()))
                        .orElseGet(() -> Neutral.text(Hold.wayOut(why))));
    }

    private String announcement(DevicePlan device, Workspace workspace) {
        Palette palette = console.palette(Console.ColorChoice.AUTO);
        var view = new PlanView(palette, console.width(), workspace.profiles()::find);
        Load cost = device.worstCase();
        Load visit = device.question().orElseThrow().visitCost();
        return view.frames(device)
                + "  at most %s%n".formatted(PlanView.terms(cost))
                + "  a visit of this interval may cost %s; a whole visit waits for what is asked now%n"
                        .formatted(PlanView.terms(visit));
    }

    private void confirm(DevicePlan device) {
        if (yes) {
            return;
        }
        if (!console.interactive()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "nobody can be asked here; nothing was sent",
                    "there is no terminal, and --yes is not given",
                    "add --yes");
        }
        String question = "Send this to %s now? [y/N] ".formatted(Neutral.text(device.name()));
        if (!List.of("y", "yes").contains(console.answer(question))) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "not confirmed; nothing was sent",
                    "the answer was not y",
                    "ask again when you are ready");
        }
    }

    private ExitCode show(Site site, DevicePlan device, ScanRunner.Ran ran) {
        Palette palette = console.palette(Console.ColorChoice.AUTO);
        Observations seen = ran.outcome().observations();
        var frames =
                new FramesView(palette, console.width(), site.timeZone())
                        .text(
                                JournalCommand.frames(ran.folder(), _ -> true, MOST_FRAMES),
                                of -> JournalCommand.protocol(site, of),
                                Meanings.of(ran.folder())::of,
                                AskCommand::answersARead);
        var fields = new DeviceView(palette, console.width(), site.timeZone());
        console.out().print(frames);
        console.out().flush();
        console.show(
                seen.assets().stream().map(fields::fields).collect(Collectors.joining())
                        + result(device, seen)
                        + "  kept in %s%n".formatted(ran.folder().path()));
        ran.outcome()
                .failure()
                .ifPresent(
                        why -> console.tell("walkdown: the question failed: " + Neutral.line(why)));
        return ExitCode.of(ran.outcome().end());
    }

    private static boolean answersARead(RecordedFrame frame) {
        return !frame.sent() && List.of("read", "continue").contains(frame.kind());
    }

    private static String result(DevicePlan device, Observations seen) {
        return seen.visits().stream()
                .filter(visit -> visit.device().equals(device.name()))
                .map(visit ->
                        "%s%s; %s of at most %s%n"
                                .formatted(
                                        visit.outcome().id(),
                                        evidence(visit.outcome()),
                                        PlanView.terms(visit.actual()),
                                        PlanView.terms(visit.worstCase())))
                .collect(Collectors.joining());
    }

    private static String evidence(ProbeOutcome outcome) {
        return outcome.evidence().isEmpty() ? "" : ": " + Neutral.text(outcome.evidence());
    }
}
