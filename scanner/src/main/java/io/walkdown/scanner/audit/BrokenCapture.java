package io.walkdown.scanner.audit;

import java.io.Serial;

/// A capture that breaks off or is no capture from some byte on.
final class BrokenCapture extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final long offset;

    BrokenCapture(long offset, String what) {
        super(what);
        this.offset = offset;
    }

    /// Where the record begins that cannot be read.
    long offset() {
        return offset;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
