package io.walkdown.scanner.export;

import java.io.Serial;

/// An export that could not begin. The message is for people; it holds no secret, and texts of the
/// other system only after they were made harmless (S14).
public final class ExportException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String wayOut;
    private final boolean passing;

    /// @param message what happened
    /// @param wayOut what to do about it
    ExportException(String message, String wayOut) {
        this(message, wayOut, false);
    }

    private ExportException(String message, String wayOut, boolean passing) {
        super(message);
        this.wayOut = wayOut;
        this.passing = passing;
    }

    /// One whose cause goes away by itself: nothing that somebody wrote is wrong.
    static ExportException passing(String message, String wayOut) {
        return new ExportException(message, wayOut, true);
    }

    /// Whether its cause goes away by itself.
    public boolean passes() {
        return passing;
    }

    /// What to do about it.
    public String wayOut() {
        return wayOut;
    }
}
