package io.walkdown.cli.command;

import java.util.Map;

/// How many columns the terminal has.
final class TerminalWidth {
    private static final int USUAL = 100;

    private TerminalWidth() {}

    /// The columns that the shell tells in `COLUMNS`, else a usual number.
    static int of(Map<String, String> env) {
        try {
            return Math.max(40, Integer.parseInt(env.getOrDefault("COLUMNS", "" + USUAL)));
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
