package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.ProfilesView;
import io.walkdown.profiles.Match;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Endpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The profile of a device.
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = {
            "Show the profile that holds for a device, why it does, and the evidence for every"
                    + " number. Sends nothing."
        },
        footer = {"", "Example: profile filler"})
final class ProfileCommand implements Callable<Integer> {
    private final Console console;
    private final ShellSession session;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            description = "Its name or address (default: the device in use).")
    private String name = "";

    ProfileCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspaces.open(console, session);
        Device device = session.named(workspace.site(), name);
        Endpoint endpoint =
                workspace.site().visits().stream()
                        .flatMap(visit -> visit.endpoints().stream())
                        .filter(each -> each.devices().contains(device))
                        .findFirst()
                        .orElseThrow();
        Match match = workspace.match(endpoint);
        var view = new ProfilesView(console.palette(Console.ColorChoice.AUTO), console.width());
        var text = new StringBuilder();
        text.append(
                "%s has the profile %s: %s%n"
                        .formatted(
                                Neutral.text(device.name()),
                                match.profile().id(),
                                Neutral.text(match.reason())));
        match.warnings()
                .forEach(warning ->
                        text.append("  warning: ").append(Neutral.text(warning)).append('\n'));
        text.append(
                view.show(match.profile(), workspace.profiles().adjustments(match.profile().id())));
        console.show(text + view.grades());
        return ExitCode.DONE.code();
    }
}
