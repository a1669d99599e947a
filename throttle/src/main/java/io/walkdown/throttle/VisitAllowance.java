package io.walkdown.throttle;

import java.time.Duration;

/// The most that one visit may use: its plan's worst case (S5).
///
/// @param frames frames that we send, opening and closing ones included
/// @param bytes application payload, both ways
/// @param connections connect attempts; 0 for a visit by datagrams
/// @param seconds from the first connect or datagram until the socket is closed
public record VisitAllowance(int frames, long bytes, int connections, Duration seconds) {
    public VisitAllowance {
        Limits.requireNotNegative("allowed frames", frames);
        Limits.requireNotNegative("allowed bytes", bytes);
        Limits.requireNotNegative("allowed connections", connections);
        Limits.requireNotNegative("allowed seconds", seconds.toSeconds());
    }
}
