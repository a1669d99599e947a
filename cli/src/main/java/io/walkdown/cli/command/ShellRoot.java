package io.walkdown.cli.command;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The shell's own line: the program's commands, and those that need a device in use.
@Command(
        name = "walkdown",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            UseCommand.class,
            LookCommand.class,
            AskCommand.class,
            WhyCommand.class,
            ProfileCommand.class,
            JournalCommand.class,
            WatchCommand.class,
            PlanCommand.class,
            ScanCommand.class,
            DiffCommand.class,
            AcceptCommand.class,
            BaselineCommand.class,
            StopCommand.class,
            ResumeCommand.class,
            AckCommand.class,
            ProfilesCommand.class,
            ExplainCommand.class,
            AuditCommand.class,
            InitCommand.class,
            HelpCommand.class,
            ExitCommand.class
        })
final class ShellRoot implements Runnable {
    /// What the program itself does not have.
    private static final Set<String> OWN =
            Set.of("use", "look", "ask", "why", "profile", "journal", "watch");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /// Whether a command of that name is one of the shell's own.
    static boolean has(String name) {
        return OWN.contains(name);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
