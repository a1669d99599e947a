package io.walkdown.simulator;

/// Says that a plant cannot be read or started; the message names the file, key and value, or the
/// address and port.
public final class PlantException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlantException(String message) {
        super(message);
    }

    PlantException(String message, Throwable cause) {
        super(message, cause);
    }
}
