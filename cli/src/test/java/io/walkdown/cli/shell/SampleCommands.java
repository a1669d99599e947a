package io.walkdown.cli.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands that do nothing but be noted.
final class SampleCommands implements Commands {
    private final List<List<String>> ran = new ArrayList<>();
    private final CommandSpec spec = new CommandLine(new Root()).getCommandSpec();

    @Command(subcommands = {Use.class, Plan.class})
    static final class Root {}

    @Command(name = "use", description = "Take a device into use. Sends nothing.")
    static final class Use {
        @Parameters(paramLabel = "DEVICE")
        String device = "";
    }

    @Command(name = "plan", description = "Print what a scan would send.")
    static final class Plan {
        @Option(names = "--only", paramLabel = "DEVICE")
        String only = "";

        @Option(names = "--by", paramLabel = "NAME")
        String by = "";

        @Option(names = "--kinds", paramLabel = "DEVICE", split = ",")
        List<String> kinds = List.of();

        @Option(names = "--hex")
        boolean hex;
    }

    List<List<String>> ran() {
        return ran;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /// The last word is the exit code.
    @Override
    public int run(List<String> words, Seat seat) {
        ran.add(words);
        return Integer.parseInt(words.getLast());
    }

    @Override
    public Prompt prompt() {
        return new Prompt("plant", "open", true, false, "");
    }

    @Override
    public Known known(ArgSpec argument, List<String> words, String typed) {
        return argument.paramLabel().equals("DEVICE")
                ? Known.only(List.of(new Offer("filler", "10.0.0.1"), new Offer("mixer 2", "")))
                : Known.ANYTHING;
    }

    @Override
    public boolean ends(List<String> words) {
        return words.equals(List.of("exit"));
    }
}
