package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.KillSwitch;
import java.time.Instant;
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
            "Example: walkdown stop --by \"J. Jansen\" --reason \"line 4 is being started up\"",
            "         walkdown stop --by \"J. Jansen\" --reason drill --json"
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
        boolean forPeople = options.format() == CommonOptions.Format.HUMAN;
        KillSwitch killSwitch = SiteSwitch.of(console, options);
        Instant now = console.clock().instant();
        killSwitch.stop(by, reason, now);
        options.write(console, forPeople ? told(killSwitch) : document(killSwitch, now));
        return ExitCode.DONE.code();
    }

    private String told(KillSwitch killSwitch) {
        return """
        stopped by %s; nothing is sent until: walkdown resume --by NAME --reason TEXT
          the stop is this file: %s
        """
                .formatted(Neutral.text(by), killSwitch.latch());
    }

    /// A site that was stopped already keeps who stopped it first.
    private String document(KillSwitch killSwitch, Instant now) {
        return killSwitch.state() instanceof KillSwitch.State.Stopped stopped
                ? ActDocument.of(killSwitch.site(), stopped)
                : new ActDocument(by, reason, now).running(killSwitch.site());
    }
}
