package io.walkdown.cli.command;

/// A command that cannot go on: what happened, why, and what to do, with the exit code that says
/// so. It is printed in three lines, never as a stack trace.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String why;
    private final String wayOut;

    Failure(ExitCode code, String what, String why, String wayOut) {
        super(what);
        this.code = code;
        this.why = why;
        this.wayOut = wayOut;
    }

    ExitCode code() {
        return code;
    }

    String why() {
        return why;
    }

    String wayOut() {
        return wayOut;
    }
}
