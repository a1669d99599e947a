package io.walkdown.scanner.scan;

/// How a run ended, with the exit code that says so.
public enum RunEnd {
    /// Every device that was due answered in whole.
    COMPLETE(0),
    /// A device that was due did not answer in whole, or was withheld.
    INCOMPLETE(3),
    /// Somebody or something stopped it (S9).
    STOPPED(5),
    /// Our fault or the machine's.
    FAILED(1);

    private final int exitCode;

    RunEnd(int exitCode) {
        this.exitCode = exitCode;
    }

    /// The exit code of a program that does nothing but this run.
    public int exitCode() {
        return exitCode;
    }
}
