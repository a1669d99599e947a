package io.walkdown.scanner.wire;

/// How a protocol tells one frame from the next. Small on purpose, and without a codec: the guard
/// rests on it (S1), and so do the bounds on answers (S14). Implementations have no state.
public interface Framing {
    /// How many bytes must be there before [#frameLength] can tell the length, 1 to 64.
    int headerLength();

    /// The length of the whole frame, header included.
    ///
    /// @param header at least [#headerLength()] bytes; further bytes are not looked at
    /// @return the length in bytes, at least [#headerLength()], or -1 where no frame of the
    ///   protocol begins like this
    int frameLength(byte[] header);
}
