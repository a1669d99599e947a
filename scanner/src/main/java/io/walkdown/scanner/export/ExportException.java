package io.walkdown.scanner.export;

import java.io.Serial;

/// An export that could not begin. The message is for people; it holds no secret, and texts of the
/// other system only after they were made harmless (S14).
public final class ExportException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String wayOut;

    /// @param message what happened
    /// @param wayOut what to do about it
    ExportException(String message, String wayOut) {
        super(message);
        this.wayOut = wayOut;
    }

    /// What to do about it.
    public String wayOut() {
        return wayOut;
    }
}
