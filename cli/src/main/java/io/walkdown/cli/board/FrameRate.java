package io.walkdown.cli.board;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Frames a second over the last ten seconds, from a count that is looked at now and then. Not
/// thread-safe.
public final class FrameRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long nanos, long frames) {}

    /// Takes the count at that time.
    ///
    /// @return frames a second since the oldest look of the last ten seconds; 0 at the first look
    public double at(long nowNanos, long frames) {
        looks.addLast(new Look(nowNanos, frames));
        while (looks.size() > 2 && nowNanos - looks.getFirst().nanos() > WINDOW_NANOS) {
            looks.removeFirst();
        }
        long nanos = nowNanos - looks.getFirst().nanos();
        return nanos <= 0 ? 0 : (frames - looks.getFirst().frames()) / (nanos / NANOS_PER_SECOND);
    }
}
