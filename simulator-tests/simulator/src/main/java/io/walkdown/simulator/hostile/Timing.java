package io.walkdown.simulator.hostile;

import java.time.Duration;

/// How slow slow devices are, in proportion to the scanner's wait for an answer.
///
/// @param late longer than that wait
/// @param byteEvery the time between two bytes of an answer that trickles; a whole answer takes
///   longer than that wait
public record Timing(Duration late, Duration byteEvery) {
    /// One byte a second, answers after seven: for a wait of five seconds.
    public static final Timing FULL = new Timing(Duration.ofSeconds(7), Duration.ofSeconds(1));

    /// For a wait of 800 ms.
    public static final Timing SHORT = new Timing(Duration.ofMillis(1100), Duration.ofMillis(150));
}
