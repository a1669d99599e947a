package io.walkdown.cli.command;

import java.util.List;
import picocli.CommandLine.Command;

/// Leaves the shell.
@Command(
        name = ExitCommand.NAME,
        aliases = ExitCommand.ALIAS,
        mixinStandardHelpOptions = true,
        description =
                "Leave the shell, once every connection is closed. Ctrl-D at an empty line does"
                        + " the same.",
        footer = {"", "Example: exit"})
final class ExitCommand implements Runnable {
    static final String NAME = "exit";
    static final String ALIAS = "quit";

    /// Whether the line is this command, and not a question about it.
    static boolean is(List<String> words) {
        return words.size() == 1 && (words.contains(NAME) || words.contains(ALIAS));
    }

    @Override
    public void run() {
        // the shell ends before it runs
    }
}
