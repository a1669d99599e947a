package io.walkdown.scanner.store;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

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

    /// What the system said, without the names of Java's classes.
    private static String words(IOException cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        return switch (cause) {
            case NoSuchFileException gone -> "there is no " + gone.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> message.isEmpty() ? "the system does not say why" : message;
        };
    }
}
