package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.KillSwitch;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lets a stopped site be contacted again (S9).
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Let a site be scanned again that was stopped with walkdown stop.",
        footer = {"", "Example: walkdown resume --by \"J. Jansen\" --reason \"line 4 runs again\""})
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who resumes it.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean forPeople = options.format() == CommonOptions.Format.HUMAN;
        KillSwitch killSwitch = SiteSwitch.of(console, options);
        Instant now = console.clock().instant();
        boolean was = killSwitch.resume(by, reason, now);
        options.write(
                console,
                forPeople
                        ? told(was)
                        : new ActDocument(by, reason, now).running(killSwitch.site()));
        return ExitCode.DONE.code();
    }

    private String told(boolean was) {
        return was
                ? "resumed by %s%n".formatted(Neutral.text(by))
                : "the site was not stopped; nothing has changed%n".formatted();
    }
}
