package io.walkdown.scanner.plan;

import io.walkdown.profiles.Gap;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.GroupLimits;
import io.walkdown.throttle.SiteLimits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// The most that a device's legs can cost: every condition taken as true, every repeat as used, and
/// every wait as long as its limit (S5).
///
/// Devices of one address are one visit, so gap and groups are those of the visit: what one of its
/// devices needs, all of them wait for.
///
/// @param profile the device's timeouts
/// @param gap the visit's quiet time (S4)
/// @param site how long one frame can wait for its turn at the site's rate
/// @param groups the visit's groups, whose rates and lines a frame can wait for (S6)
record WorstCase(Profile profile, Gap gap, SiteLimits site, List<GroupLimits> groups) {

    Load of(List<Leg> legs) {
        return new Load(
                legs.stream()
                        .flatMap(leg -> leg.steps().stream())
                        .mapToInt(Step::worstFrames)
                        .sum(),
                legs.stream()
                        .flatMap(leg -> leg.steps().stream())
                        .mapToLong(Step::worstBytes)
                        .sum(),
                legs.stream().mapToInt(Leg::worstConnections).sum(),
                legs.stream().map(this::seconds).reduce(Duration.ZERO, Duration::plus));
    }

    private Duration seconds(Leg leg) {
        Duration seconds = Duration.ZERO;
        for (Step step : leg.steps()) {
            seconds = seconds.plus(perFrame(step).multipliedBy(step.repeatMax()));
        }
        if (leg.transport() == Transport.UDP) {
            return seconds;
        }
        Duration perConnection =
                profile.connectTimeout()
                        .value()
                        .plus(profile.closeTimeout().value())
                        .plus(gap.value());
        return seconds.plus(perConnection.multipliedBy(leg.worstConnections()));
    }

    /// Quiet time, the waits for the site's and the groups' rates, the answer, and the rest of the
    /// strictest line after it.
    private Duration perFrame(Step step) {
        boolean waits = step.kind() != Step.Kind.CLOSE && step.answerMax() > 0;
        Duration answer = waits ? step.timeout().value() : Duration.ZERO;
        return gap.value()
                .plus(site.longestRateWait())
                .plus(longestGroupWait())
                .plus(answer)
                .plus(rest(answer));
    }

    /// At each group with a rate of its own, one frame of every visit that it allows goes before.
    private Duration longestGroupWait() {
        return Duration.ofNanos(groups.stream().mapToLong(WorstCase::longestRateWaitNanos).sum());
    }

    private static long longestRateWaitNanos(GroupLimits group) {
        OptionalDouble rate = group.framesPerSecond();
        return rate.isEmpty()
                ? 0
                : (long) Math.ceil(group.concurrentVisits() * 1e9 / rate.getAsDouble());
    }

    /// After an exchange of length t the line rests t·(100/p − 1) (S6).
    private Duration rest(Duration exchange) {
        OptionalDouble percent =
                groups.stream()
                        .map(GroupLimits::busTimePercent)
                        .flatMapToDouble(OptionalDouble::stream)
                        .min();
        return percent.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        (long) Math.ceil(exchange.toNanos() * (100 / percent.getAsDouble() - 1)));
    }
}
