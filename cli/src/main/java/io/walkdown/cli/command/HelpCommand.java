package io.walkdown.cli.command;

import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what can be typed.
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "List the commands, or explain one with examples.",
        footer = {"", "Example: help ask"})
final class HelpCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        for (String name : names) {
            CommandLine sub = line.getSubcommands().get(name);
            if (sub == null) {
                throw new Failure(
                        ExitCode.USAGE,
                        "there is no command " + name,
                        "the shell knows: " + String.join(", ", line.getSubcommands().keySet()),
                        "see: help");
            }
            line = sub;
        }
        console.show(names.isEmpty() ? list(line) : usage(line));
        return ExitCode.DONE.code();
    }

    /// In the shell nobody types the program's name.
    private String usage(CommandLine line) {
        return line.getUsageMessage(CommandLine.Help.Ansi.OFF).replace("walkdown ", "");
    }

    private String list(CommandLine line) {
        Table table = Table.of("command", "what it does");
        line.getCommandSpec().subcommands().entrySet().stream()
                .filter(entry -> entry.getKey().equals(entry.getValue().getCommandName()))
                .forEach(entry -> table.row(entry.getKey(), summary(entry.getValue())));
        Palette palette = console.palette(Console.ColorChoice.AUTO);
        return table.render(console.width(), palette)
                + palette.faint(
                        "help COMMAND explains one with examples; Tab completes; Ctrl-C stops;"
                                + " Ctrl-D leaves.")
                + "\n";
    }

    private static String summary(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        String text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end + 1)).replace("walkdown ", "");
    }
}
