package io.walkdown.scanner.wire;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/// The journal or the capture could not be written. No further frame leaves (S13).
public final class RecorderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecorderFailure(String message, IOException cause) {
        super(message + ": " + words(cause), cause);
    }

    private static String words(IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default ->
                    Objects.requireNonNullElse(cause.getMessage(), "the system does not say why");
        };
    }
}
