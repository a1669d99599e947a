package io.walkdown.cli.command;

import java.util.Map;

/// How many columns the terminal has.
final class TerminalWidth {
    private static final int USUAL = 100;
    private static final int NARROWEST = 40;

    private TerminalWidth() {}

    /// The columns that the shell tells in `COLUMNS`, else a usual number. A terminal that does not
    /// know its own tells of none.
    static int of(Map<String, String> env) {
        try {
            int told = Integer.parseInt(env.getOrDefault("COLUMNS", ""));
            return told > 0 ? Math.max(NARROWEST, told) : USUAL;
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
