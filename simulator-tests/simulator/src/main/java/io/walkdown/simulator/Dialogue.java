package io.walkdown.simulator;

/// One connection's conversation as the device leads it. Not thread-safe: it belongs to the
/// connection's thread.
interface Dialogue {

    /// How long the frame is that starts `buffer`.
    ///
    /// @param count how many bytes of `buffer` are filled
    /// @return the whole frame's length, [#MORE] when that cannot be told yet, or [#FOREIGN] when
    ///   these bytes do not start a frame of this protocol
    int frameLength(byte[] buffer, int count);

    /// What a whole frame asks for. Does not wait and does not answer: that is
    /// [Understood#answering()].
    Understood understand(Bytes frame);

    int MORE = 0;
    int FOREIGN = -1;

    /// The longest frame any of the three protocols can ask with.
    int MAX_FRAME = 4096;
}
