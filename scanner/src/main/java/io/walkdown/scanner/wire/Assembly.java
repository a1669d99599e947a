package io.walkdown.scanner.wire;

import java.util.Arrays;

/// Puts chunks together until one whole answer is there, and no byte more (S14).
///
/// Memory is bounded by the step's `answerMax`: a frame that claims more is refused at its header.
/// Not thread-safe.
final class Assembly {
    private final Framing framing;
    private final Step step;
    private byte[] bytes = new byte[0];

    Assembly(Framing framing, Step step) {
        this.framing = framing;
        this.step = step;
    }

    /// Where the assembly stands.
    sealed interface State {
        /// The frame is not whole yet.
        record More() implements State {}

        /// One whole frame, and nothing after it.
        record Whole(Octets frame) implements State {}

        /// Not an answer; reading stops.
        record Wrong(String why) implements State {}
    }

    /// Adds what was read.
    State add(byte[] chunk) {
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + chunk.length);
        System.arraycopy(chunk, 0, bytes, before, chunk.length);
        if (bytes.length < framing.headerLength()) {
            return bytes.length > step.answerMax() ? tooLong(bytes.length) : new State.More();
        }
        int length = framing.frameLength(bytes);
        if (length < 0) {
            return new State.Wrong("no frame of this protocol begins with " + beginning());
        }
        if (length > step.answerMax()) {
            return tooLong(length);
        }
        if (bytes.length > length) {
            return new State.Wrong(
                    "%d bytes follow the answer of %d".formatted(bytes.length - length, length));
        }
        return bytes.length == length ? new State.Whole(Octets.of(bytes)) : new State.More();
    }

    /// What has been read so far.
    byte[] soFar() {
        return bytes.clone();
    }

    private State tooLong(int length) {
        return new State.Wrong(
                "the answer claims %d bytes, at most %d are accepted"
                        .formatted(length, step.answerMax()));
    }

    private Octets beginning() {
        return Octets.of(Arrays.copyOf(bytes, Math.min(bytes.length, 8)));
    }
}
