package io.walkdown.cli.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
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
            "Exit codes: 0 done, 1 failed, 2 drift, 3 incomplete,",
            "  4 refused by the safety contract, 5 stopped,",
            "  64 wrong usage, 78 wrong configuration file."
        })
final class WalkdownCommand implements Runnable {
    /// What can follow the program's name, in the order of its help.
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /// The command line with those commands that the words can mean. Reading what a command takes
    /// costs more time than many a command's work; so where the first word names one, the others
    /// are left out.
    ///
    /// @param words the arguments of the program; none for all commands
    static CommandLine line(IFactory factory, String... words) {
        var line = new CommandLine(new WalkdownCommand(), factory);
        meant(words).forEach(line::addSubcommand);
        return line;
    }

    static boolean asksForVersion(String... words) {
        return words.length == 1 && List.of("--version", "-V").contains(words[0]);
    }

    /// Whether the program has a command of that name.
    static boolean has(String name) {
        return COMMANDS.containsKey(name);
    }

    private static Collection<Class<?>> meant(String... words) {
        if (asksForVersion(words)) {
            return List.of();
        }
        Class<?> named = words.length == 0 ? null : COMMANDS.get(words[0]);
        return named == null ? COMMANDS.values() : List.of(named);
    }

    private static Map<String, Class<?>> commands() {
        var all = new LinkedHashMap<String, Class<?>>();
        all.put("demo", DemoCommand.class);
        all.put("init", InitCommand.class);
        all.put("plan", PlanCommand.class);
        all.put("scan", ScanCommand.class);
        all.put("diff", DiffCommand.class);
        all.put("accept", AcceptCommand.class);
        all.put("baseline", BaselineCommand.class);
        all.put("export", ExportCommand.class);
        all.put("audit", AuditCommand.class);
        all.put("profiles", ProfilesCommand.class);
        all.put("explain", ExplainCommand.class);
        all.put("shell", ShellCommand.class);
        all.put("stop", StopCommand.class);
        all.put("resume", ResumeCommand.class);
        all.put("ack", AckCommand.class);
        all.put("simulate", SimulateCommand.class);
        return Collections.unmodifiableMap(all);
    }
}
