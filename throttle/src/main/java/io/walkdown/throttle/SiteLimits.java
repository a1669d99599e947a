package io.walkdown.throttle;

import java.time.Duration;

/// The limits that hold for the whole site, whatever a device could bear (S6).
///
/// @param concurrentVisits visits at once, 1 to 10,000
/// @param framesPerSecond no two frames of the site closer than 1/f, 0.01 to 1,000,000; rates
///   beyond a few dozen are for simulated plants
public record SiteLimits(int concurrentVisits, double framesPerSecond) {
    public static final int MIN_CONCURRENT_VISITS = 1;
    public static final int MAX_CONCURRENT_VISITS = 10_000;
    public static final double MIN_FRAMES_PER_SECOND = 0.01;
    public static final double MAX_FRAMES_PER_SECOND = 1_000_000;

    /// What a site gets that states nothing: 2 visits at once, 5 frames a second.
    public static final SiteLimits DEFAULT = new SiteLimits(2, 5);

    public SiteLimits {
        Limits.require(
                "concurrentVisits", concurrentVisits, MIN_CONCURRENT_VISITS, MAX_CONCURRENT_VISITS);
        Limits.require(
                "framesPerSecond", framesPerSecond, MIN_FRAMES_PER_SECOND, MAX_FRAMES_PER_SECOND);
    }

    /// The longest that one frame waits for the site's rate: at most one frame of every visit goes
    /// before it. A visit's worst-case seconds hold this once for each of its frames.
    public Duration longestRateWait() {
        return Duration.ofNanos((long) Math.ceil(concurrentVisits * 1e9 / framesPerSecond));
    }
}
