package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
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
        boolean was = SiteSwitch.of(console, options).resume(by, reason, console.clock().instant());
        console.out()
                .println(
                        was
                                ? "resumed by " + Neutral.text(by)
                                : "the site was not stopped; nothing has changed");
        console.out().flush();
        return ExitCode.DONE.code();
    }
}
