package io.walkdown.scanner.wire;

/// A frame that the plan does not hold was about to leave: our bug. Nothing was sent; the
/// conversation closes and the run ends (S1).
public final class GuardBreach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuardBreach(String message) {
        super(message);
    }
}
