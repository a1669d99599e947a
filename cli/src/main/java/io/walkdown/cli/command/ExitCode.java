package io.walkdown.cli.command;

import io.walkdown.scanner.scan.RunEnd;

/// What the program's exit code says. Where several hold, [#worst] picks the first of 64, 78, 1, 4,
/// 5, 2, 3, 0.
public enum ExitCode {
    /// The command line is wrong.
    USAGE(64),
    /// A configuration file is wrong.
    CONFIGURATION(78),
    /// Our fault or the machine's.
    FAILED(1),
    /// Refused by the safety contract; nothing was sent.
    REFUSED(4),
    /// Stopped by an operator, the kill switch, a window, a heartbeat or a breaker.
    STOPPED(5),
    /// Drift was found.
    DRIFT(2),
    /// A device that was due did not answer, or was withheld.
    INCOMPLETE(3),
    /// Done.
    DONE(0);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /// The process's exit code.
    public int code() {
        return code;
    }

    /// The exit code of a scan that ended so.
    static ExitCode of(RunEnd end) {
        return switch (end) {
            case COMPLETE -> DONE;
            case INCOMPLETE -> INCOMPLETE;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
        };
    }

    /// The one of two that the process ends with.
    public static ExitCode worst(ExitCode a, ExitCode b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
