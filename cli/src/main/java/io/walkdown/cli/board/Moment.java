package io.walkdown.cli.board;

import io.walkdown.scanner.scan.Progress;
import java.time.Instant;
import java.time.ZoneId;

/// What a board shows: a scan at one moment.
///
/// @param site the site's name
/// @param zone the site's zone, in which times are told
/// @param limits the site's frames a second and visits at once
/// @param progress how far the scan is
/// @param framesPerSecond how many frames a second leave, over the last seconds
/// @param nowNanos the ticker's time
/// @param now the time of day
public record Moment(
        String site,
        ZoneId zone,
        Limits limits,
        Progress progress,
        double framesPerSecond,
        long nowNanos,
        Instant now) {

    /// What the whole site may bear at once (S6).
    ///
    /// @param concurrentVisits devices in contact at the same time
    /// @param framesPerSecond frames of the whole site a second
    public record Limits(int concurrentVisits, double framesPerSecond) {}
}
