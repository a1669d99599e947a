package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.SiteLimits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// The most that a device's legs can cost: every condition taken as true, every repeat as used, and
/// every wait as long as its limit (S5).
///
/// @param profile gap and timeouts
/// @param site how long one frame can wait for its turn at the site's rate
/// @param busTimePercent the share of the bus that the strictest of the device's groups allows
record WorstCase(Profile profile, SiteLimits site, OptionalDouble busTimePercent) {

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
                        .plus(profile.gap().value());
        return seconds.plus(perConnection.multipliedBy(leg.worstConnections()));
    }

    /// Quiet time, the wait for the site's rate, the answer, and the rest of the bus after it.
    private Duration perFrame(Step step) {
        boolean waits = step.kind() != Step.Kind.CLOSE && step.answerMax() > 0;
        Duration answer = waits ? step.timeout().value() : Duration.ZERO;
        return profile.gap().value().plus(site.longestRateWait()).plus(answer).plus(rest(answer));
    }

    /// After an exchange of length t the bus rests t·(100/p − 1) (S6).
    private Duration rest(Duration exchange) {
        return busTimePercent.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        (long)
                                Math.ceil(
                                        exchange.toNanos()
                                                * (100 / busTimePercent.getAsDouble() - 1)));
    }
}
