package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.KillSwitch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The kill switch (S9): it outlives every process.
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stop every scan of this site on this machine, now, and let none start until it is"
                    + " resumed.",
            "Works while the site file has errors; it need only name the site."
        },
        footer = {
            "",
            "Example: walkdown stop --by \"J. Jansen\" --reason \"line 4 is being started up\""
        })
final class StopCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who stops it.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    StopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        KillSwitch killSwitch = SiteSwitch.of(console, options);
        killSwitch.stop(by, reason, console.clock().instant());
        console.out()
                .println(
                        "stopped by %s; nothing is sent until: walkdown resume --by NAME --reason TEXT"
                                .formatted(Neutral.text(by)));
        console.out().println("  the stop is this file: " + killSwitch.latch());
        console.out().flush();
        return ExitCode.DONE.code();
    }
}
