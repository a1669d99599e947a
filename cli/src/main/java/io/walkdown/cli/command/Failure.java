package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import java.util.ArrayList;
import java.util.List;

/// A command that cannot go on: what happened, why, and what to do, with the exit code that says
/// so. It is printed line by line, never as a stack trace.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final ArrayList<String> why;
    private final String wayOut;

    Failure(ExitCode code, String what, String why, String wayOut) {
        this(code, what, List.of(why), wayOut);
    }

    /// @param why at least one reason, each on a line of its own
    Failure(ExitCode code, String what, List<String> why, String wayOut) {
        super(what);
        this.code = code;
        this.why = new ArrayList<>(why);
        this.wayOut = wayOut;
    }

    ExitCode code() {
        return code;
    }

    /// What is printed. Texts may hold what was typed and what stands in files, so each is
    /// neutralised here, whoever made the failure (S14): no name, key or value can begin a line or
    /// be a command to a pipeline's runner.
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("walkdown: " + Neutral.line(String.valueOf(getMessage())));
        for (String each : why) {
            lines.add(
                    lines.size() == 1
                            ? "  why: " + Neutral.line(each)
                            : "       " + Neutral.lineStart(each));
        }
        lines.add("  do:  " + Neutral.line(wayOut));
        return lines;
    }
}
