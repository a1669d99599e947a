package io.walkdown.throttle;

/// Something that visits share and therefore queue for. Each has one time at which it is free, the
/// same for all who wait for it.
sealed interface Limit permits Address, Berths, Bus, Pace {
    /// The time of a limit that is free now and was always.
    long FREE = Long.MIN_VALUE;

    /// When it is free: [#FREE], a time, or [Decision#UNTIL_EVENT] while somebody has it.
    long freeAtNanos();

    Rule rule();

    String why();
}
