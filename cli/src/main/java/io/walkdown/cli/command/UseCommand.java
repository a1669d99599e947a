package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.site.Device;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a device into use.
@Command(
        name = "use",
        mixinStandardHelpOptions = true,
        description = {
            "Take a device into use: look, ask, why, profile and journal mean it then, and plan and"
                    + " scan are for it alone.",
            "Sends nothing. With .. no device is in use any more; without a name it says which one is."
        },
        footer = {"", "Example: use filler", "         use 10.20.30.11", "         use .."})
final class UseCommand implements Callable<Integer> {
    private final Console console;
    private final ShellSession session;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Its name or its address in the site file.")
    private String name = "";

    UseCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        if (name.equals("..")) {
            session.use("");
        }
        if (session.device().isEmpty() && (name.isEmpty() || name.equals(".."))) {
            console.out().println("no device is in use");
            console.out().flush();
            return ExitCode.DONE.code();
        }
        Device device = session.named(Workspaces.site(console, session), name);
        session.use(device.name());
        console.out()
                .println(
                        "%s: %s, %s"
                                .formatted(
                                        Neutral.text(device.name()),
                                        device.endpointText(),
                                        device.protocol().id()));
        console.out().flush();
        return ExitCode.DONE.code();
    }
}
