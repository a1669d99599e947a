package io.walkdown.scanner.audit;

/// Something that happened on a connection, as captured.
sealed interface Moment {
    /// Nanoseconds since 1970.
    long nanos();

    /// The packet that showed it, from 1.
    long packet();

    /// The scanner asked for a connection.
    record Connecting(long nanos, long packet) implements Moment {}

    /// The device accepted it.
    record Connected(long nanos, long packet) implements Moment {}

    /// The scanner sent one frame; its time is that of its first byte.
    ///
    /// @param whole whether it is one frame by the protocol's length rule
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Sent(long nanos, long packet, byte[] frame, boolean whole) implements Moment {}

    /// The device sent bytes.
    ///
    /// @param bytes the first [Talk#MOST_KEPT] of them
    /// @param length how many there were
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Heard(long nanos, long packet, byte[] bytes, int length) implements Moment {}

    /// One side ended its direction, or reset the connection.
    record Ended(long nanos, long packet, boolean ours, boolean reset) implements Moment {}
}
