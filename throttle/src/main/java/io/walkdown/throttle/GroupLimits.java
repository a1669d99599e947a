package io.walkdown.throttle;

import java.util.OptionalDouble;

/// The limits of one declared shared-fate group: devices that suffer together (S6).
///
/// @param name the name in the site file
/// @param kind what it is, in the site's words: serial-gateway, chassis, trunk, ring, switch
/// @param concurrentVisits visits at once, 1 to 10,000; 1 unless the site says more (S2)
/// @param framesPerSecond no two frames to the group closer than 1/f, 0.01 to 1,000,000
/// @param busTimePercent after an exchange of length t the group rests t·(100/p − 1), 0.01 to 100;
///   such a group has one exchange at a time, whatever its `concurrentVisits`
public record GroupLimits(
        String name,
        String kind,
        int concurrentVisits,
        OptionalDouble framesPerSecond,
        OptionalDouble busTimePercent) {
    public static final int MAX_CONCURRENT_VISITS = 10_000;
    public static final double MIN_BUS_TIME_PERCENT = 0.01;

    public GroupLimits {
        Limits.require(
                "concurrentVisits of group " + name, concurrentVisits, 1, MAX_CONCURRENT_VISITS);
        framesPerSecond.ifPresent(f ->
                Limits.require(
                        "framesPerSecond of group " + name,
                        f,
                        SiteLimits.MIN_FRAMES_PER_SECOND,
                        SiteLimits.MAX_FRAMES_PER_SECOND));
        busTimePercent.ifPresent(p ->
                Limits.require("busTimePercent of group " + name, p, MIN_BUS_TIME_PERCENT, 100));
    }

    /// A group that has one visit at a time and no rate of its own.
    public static GroupLimits oneAtATime(String name, String kind) {
        return new GroupLimits(name, kind, 1, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
