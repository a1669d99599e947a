package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import java.time.Duration;

/// One thing that a hostile device does on a connection.
public sealed interface Act {
    /// Sends bytes at once, or one datagram.
    record Write(Bytes bytes) implements Act {}

    /// Waits.
    record Pause(Duration length) implements Act {}

    /// Sends bytes one by one, or datagrams of one byte.
    record Trickle(Bytes bytes, Duration between) implements Act {}

    /// Sends this again and again until the client is gone.
    record Flood(Bytes pattern) implements Act {}

    /// Sends one byte as TCP's urgent data.
    record Urgent(int value) implements Act {}

    /// Ends its direction in order and waits for the client's end.
    record Close() implements Act {}

    /// Resets the connection.
    record Reset() implements Act {}

    /// Keeps its direction open whatever the client does.
    record Stay() implements Act {}
}
