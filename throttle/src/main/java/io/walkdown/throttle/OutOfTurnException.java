package io.walkdown.throttle;

/// Our own code told the throttle something that cannot be: a frame without a permit, a visit that
/// was never admitted. It is a defect, never a device's doing.
public final class OutOfTurnException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OutOfTurnException(String message) {
        super(message);
    }
}
