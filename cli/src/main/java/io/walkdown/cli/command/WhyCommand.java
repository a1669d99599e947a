package io.walkdown.cli.command;

import io.walkdown.cli.view.DeviceView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.plan.Hold;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.store.FileLedger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Which rule holds a device back.
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Tell which rule of the safety contract holds a device back right now, and until when."
                    + " Sends nothing.",
            "Exit code 4: it is held back; 0: it could be visited."
        },
        footer = {"", "Example: why filler"})
final class WhyCommand implements Callable<Integer> {
    private final Console console;
    private final ShellSession session;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Its name or address (default: the device in use).")
    private String name = "";

    WhyCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspaces.open(console, session);
        Device device = session.named(workspace.site(), name);
        try (FileLedger ledger = FileLedger.open(workspace.state())) {
            List<Hold> holds = LookCommand.holds(workspace, ledger, device);
            var view =
                    new DeviceView(
                            console.palette(Console.ColorChoice.AUTO),
                            console.width(),
                            workspace.site().timeZone());
            console.show(Neutral.text(device.name()) + "\n" + view.holds(holds));
            return (holds.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED).code();
        }
    }
}
