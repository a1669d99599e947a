package io.walkdown.simulator;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The site's frames a second, judged over every window at once (S6).
///
/// The time that the next frame is due moves on by 1/f with every frame (the generic cell rate
/// algorithm, ITU-T I.371): a frame that is earlier than due by more than the tolerance breaches,
/// and so do many frames that are each a little early, whatever window one would count them in.
///
/// Frames of different devices are noticed by different threads, each a little late. A frame that
/// is noticed late only makes itself look better; but it would make the *next* one look early, if
/// that was noticed at once. Therefore the due time counts from the earliest moment at which a
/// frame may have come (noticed less the stall that was measured), and the tolerance covers what
/// the stall's measurement misses. A scan that is too fast piles its earliness up, so that no
/// tolerance hides it for longer than a few frames. Not thread-safe: guarded by [Witness].
final class SiteRate {

    private final long spacingNanos;
    private final long toleranceNanos;
    private boolean any;
    private long dueNanos;
    private long lastNanos;

    SiteRate(double framesPerSecond, int toleranceMs) {
        this.spacingNanos = (long) (TimeUnit.SECONDS.toNanos(1) / framesPerSecond);
        this.toleranceNanos = TimeUnit.MILLISECONDS.toNanos(toleranceMs);
    }

    /// Takes a frame into account.
    ///
    /// @param nanos when it was noticed
    /// @param stallNanos how late things are noticed at the moment
    /// @return what was wrong, if the frame came too early
    Optional<String> frame(long nanos, long stallNanos) {
        long early = any ? dueNanos - nanos : 0;
        long since = nanos - lastNanos;
        boolean breach = early > toleranceNanos;
        long cameAt = nanos - stallNanos;
        // after a breach counting starts anew, so that one burst is not blamed on all that follow
        dueNanos = (any && !breach ? Math.max(dueNanos, cameAt) : cameAt) + spacingNanos;
        any = true;
        lastNanos = nanos;
        return breach
                ? Optional.of(
                        "frame %.1f ms after the site's last, %.1f ms before it was due"
                                .formatted(since / 1e6, early / 1e6))
                : Optional.empty();
    }
}
