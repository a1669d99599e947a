package io.walkdown.scanner.site;

import java.math.BigDecimal;

/// How much of a site may be contacted at once (S6).
///
/// @param concurrentVisits devices in contact at the same time, 1 to 4096; 2 unless stated
/// @param framesPerSecond frames of the whole site a second, 0.01 to 100000; no two frames are
///   closer than its reciprocal, and there are no bursts; 5 unless stated
public record Limits(int concurrentVisits, double framesPerSecond) {
    static final int MOST_VISITS = 4096;
    static final BigDecimal LEAST_FRAMES = new BigDecimal("0.01");
    static final BigDecimal MOST_FRAMES = new BigDecimal("100000");

    /// What holds where a site file says nothing.
    public static final Limits DEFAULT = new Limits(2, 5);

    public Limits {
        Limits.requireVisits(concurrentVisits);
        Limits.requireFrames(framesPerSecond);
    }

    static void requireVisits(int visits) {
        if (visits < 1 || visits > MOST_VISITS) {
            throw new IllegalArgumentException(
                    "concurrent visits %d is outside 1 to %d".formatted(visits, MOST_VISITS));
        }
    }

    static void requireFrames(double frames) {
        if (!(frames >= LEAST_FRAMES.doubleValue() && frames <= MOST_FRAMES.doubleValue())) {
            throw new IllegalArgumentException(
                    "frames per second %s is outside %s to %s"
                            .formatted(frames, LEAST_FRAMES, MOST_FRAMES));
        }
    }
}
