package io.walkdown.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program's own line: what there is.
@Command(
        name = "walkdown",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads the nameplates of industrial controllers over the wire, at a pace that each"
                    + " device can bear.",
            "The worst load that a scan can put on a device is printed before it runs, enforced"
                    + " while it runs, and provable after it ran."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:",
            "  walkdown demo          a simulated plant, scanned on this machine alone",
            "  walkdown init          writes a commented site.yaml",
            "  walkdown plan          what a scan would send; sends nothing",
            "",
            "Exit codes: 0 done, 1 failed, 2 drift, 3 incomplete, 4 refused by the safety contract,",
            "5 stopped, 64 wrong usage, 78 wrong configuration file."
        },
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            PlanCommand.class,
            ScanCommand.class,
            DiffCommand.class,
            AcceptCommand.class,
            BaselineCommand.class,
            AuditCommand.class,
            ProfilesCommand.class,
            ExplainCommand.class,
            ShellCommand.class,
            StopCommand.class,
            ResumeCommand.class,
            AckCommand.class,
            SimulateCommand.class
        })
final class WalkdownCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
