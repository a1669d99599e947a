package io.walkdown.scanner.store;

import java.io.IOException;
import java.io.Serial;

/// A file of ours that cannot be read or written. Where it stands between a scan and its ledger,
/// nothing may be sent.
public final class StoreException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /// What failed, in words that name the file.
    public StoreException(String message) {
        super(message);
    }

    /// What failed, in words that name the file, and the cause.
    public StoreException(String message, IOException cause) {
        super(message + ": " + words(cause), cause);
    }

    private static String words(IOException cause) {
        String kind = cause.getClass().getSimpleName().replaceAll("Exception$", "");
        return cause.getMessage() == null ? kind : kind + " " + cause.getMessage();
    }
}
