package io.walkdown.scanner.wire;

import java.io.IOException;

/// The journal or the capture could not be written. No further frame leaves (S13).
public final class RecorderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecorderFailure(String message, IOException cause) {
        super(message, cause);
    }
}
