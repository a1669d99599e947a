package io.walkdown.simulator;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The site's frames a second, judged over every window at once (S6).
///
/// The time that the next frame is due moves on by 1/f with every frame (the generic cell rate
/// algorithm, ITU-T I.371): a frame that is earlier than due by more than the tolerance breaches,
/// and so do many frames that are each a little early, whatever window one would count them in. Not
/// thread-safe: guarded by [Witness].
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
    /// @param stallNanos how late arrivals are noticed at the moment
    /// @return what was wrong, if the frame came too early
    Optional<String> frame(long nanos, long stallNanos) {
        long early = any ? dueNanos - nanos : 0;
        long since = nanos - lastNanos;
        boolean breach = early > toleranceNanos + stallNanos;
        dueNanos = any && !breach ? Math.max(dueNanos, nanos) + spacingNanos : nanos + spacingNanos;
        any = true;
        lastNanos = nanos;
        return breach
                ? Optional.of(
                        "frame %.1f ms after the site's last, %.1f ms before it was due"
                                .formatted(since / 1e6, early / 1e6))
                : Optional.empty();
    }
}
