package io.walkdown.throttle;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The time that no order of visits can beat: the largest of four terms that the limits force.
///
/// @param frames all frames at the site's rate
/// @param visits all visits' seconds at the site's visits at once
/// @param busiestGroup the group or address with most contact time, at its own visits at once
/// @param busiestGroupName which one that is, empty without visits
/// @param longestVisit the longest single visit
public record LowerBound(
        Duration frames,
        Duration visits,
        Duration busiestGroup,
        String busiestGroupName,
        Duration longestVisit) {

    /// The bound of these visits, each taken at its `worstCaseNanos` and its allowance's frames.
    public static LowerBound of(
            Collection<VisitDemand> visits, SiteLimits site, Collection<GroupLimits> groups) {
        double frames = visits.stream().mapToDouble(v -> v.allowance().frames()).sum();
        double nanos = visits.stream().mapToDouble(VisitDemand::worstCaseNanos).sum();
        long longest = visits.stream().mapToLong(VisitDemand::worstCaseNanos).max().orElse(0);
        Optional<GroupWork> busiest =
                GroupWork.of(visits, groups).stream()
                        .max(Comparator.comparingDouble(GroupWork::nanos));
        return new LowerBound(
                ofNanos(frames * 1e9 / site.framesPerSecond()),
                ofNanos(nanos / site.concurrentVisits()),
                ofNanos(busiest.map(GroupWork::nanos).orElse(0.0)),
                busiest.map(GroupWork::name).orElse(""),
                Duration.ofNanos(longest));
    }

    private static Duration ofNanos(double nanos) {
        return Duration.ofNanos(Math.round(nanos));
    }

    /// The largest term.
    public Duration value() {
        Duration sums = frames.compareTo(visits) >= 0 ? frames : visits;
        Duration ones = busiestGroup.compareTo(longestVisit) >= 0 ? busiestGroup : longestVisit;
        return sums.compareTo(ones) >= 0 ? sums : ones;
    }

    /// The four terms in seconds, on one line.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "frames/f %.1f s, visit seconds/visits at once %.1f s, busiest group %.1f s (%s),"
                        + " longest visit %.1f s",
                seconds(frames),
                seconds(visits),
                seconds(busiestGroup),
                busiestGroupName,
                seconds(longestVisit));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
