package io.walkdown.scanner.wire;

import java.time.Duration;
import java.util.List;

/// What a visit really cost, for planned against actual (S5).
///
/// @param frames application messages that we sent
/// @param bytes application payload, both ways
/// @param connections connect attempts
/// @param time from the first connect or datagram until the last socket was closed
/// @param unused planned steps that were not taken, with the reason
/// @param close how the connections ended; the worst of them
/// @param answered whether the device answered anything at all
/// @param troubled whether it gave a sign of trouble (S7)
/// @param answers how long each whole answer took, in their order (S7)
public record Sent(
        int frames,
        long bytes,
        int connections,
        Duration time,
        List<Unused> unused,
        Close close,
        boolean answered,
        boolean troubled,
        List<Duration> answers) {
    public Sent {
        answers = List.copyOf(answers);
        unused = List.copyOf(unused);
    }

    /// A planned step, or some of its repeats, that was not taken.
    ///
    /// @param leg the leg's id
    /// @param step the step's id
    /// @param count how many of its frames were not sent
    /// @param reason why
    public record Unused(String leg, String step, int count, String reason) {}

    /// How a connection ended (S3), best first.
    public enum Close {
        /// No TCP connection was opened.
        NONE,
        /// Both directions ended in order.
        CLOSED,
        /// The peer reset the connection.
        RESET,
        /// The peer did not end its direction in time.
        UNANSWERED
    }
}
