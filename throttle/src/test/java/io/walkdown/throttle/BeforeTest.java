package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.throttle.Before.Exchange;
import io.walkdown.throttle.Before.OfGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BeforeTest {
    private static final long MS = 1_000_000;
    private static final SiteLimits SITE = new SiteLimits(3, 2);
    private static final GroupLimits BUS =
            new GroupLimits("bus", "line", 2, OptionalDouble.of(1), OptionalDouble.of(10));

    @Test
    void keepsTheSitesRateAcrossRuns() {
        var throttle = new Throttle(SITE, List.of(BUS), new Before(ago(200), Map.of()), 1_000 * MS);
        admit(throttle, Demands.of("a", "h1").gapMillis(1));

        assertWait(throttle, frame(), 1_000, 1_300);
        assertThat(throttle.decide(frame(), 1_300 * MS)).isEqualTo(Decision.GO);
    }

    @Test
    void keepsAGroupsRestAndRateAcrossRuns() {
        var bus = new OfGroup(ago(400), Optional.of(new Exchange(ms(400), ms(100))));
        var throttle =
                new Throttle(
                        SITE,
                        List.of(BUS),
                        new Before(Optional.empty(), Map.of("bus", bus, "gone", bus)),
                        1_000 * MS);
        admit(throttle, Demands.of("a", "h1").groups("bus").gapMillis(1));

        assertWait(throttle, new Request.Connect("a"), 1_000, 900 + 9 * 400);
        assertWait(throttle, frame(), 1_000, 900 + 9 * 400);
        assertThat(throttle.decide(frame(), 4_500 * MS)).isEqualTo(Decision.GO);
    }

    @Test
    void leavesWhatItSentAndWhatWasSentBeforeIt() {
        var bus = new OfGroup(ago(10), Optional.of(new Exchange(ms(400), ms(100))));
        var before = new Before(ago(700), Map.of("bus", bus));
        var throttle = new Throttle(SITE, List.of(BUS), before, 0);
        assertThat(throttle.left(50 * MS)).isEqualTo(before.later(ms(50)));

        admit(throttle, Demands.of("a", "h1").groups("bus").gapMillis(1));
        throttle.apply(new Event.Permitted("a", 5_000 * MS));
        throttle.apply(new Event.Wrote("a", 10, 5_001 * MS));
        throttle.apply(new Event.Answered("a", 10, 5_031 * MS));

        assertThat(throttle.left(6_000 * MS))
                .isEqualTo(
                        new Before(
                                ago(999),
                                Map.of(
                                        "bus",
                                        new OfGroup(
                                                ago(999),
                                                Optional.of(new Exchange(ms(31), ms(969)))))));
    }

    @Test
    void leavesNothingWhereNothingWasEverSent() {
        assertThat(new Throttle(SITE, List.of()).left(MS)).isEqualTo(Before.NONE);
    }

    @Test
    void countsNothingBeyondAYearExactly() {
        Before later = new Before(ago(1), Map.of()).later(Duration.ofDays(400_000));

        assertThat(later.later(Duration.ofDays(400_000)).sinceFrame())
                .contains(Duration.ofDays(366));
        assertThatThrownBy(() -> new Before(ago(-1), Map.of()))
                .hasMessageContaining("cannot be negative");
    }

    private static Optional<Duration> ago(long millis) {
        return Optional.of(ms(millis));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Request frame() {
        return new Request.Frame("a", FrameKind.READ, 10);
    }

    private static void admit(Throttle throttle, Demands demand) {
        throttle.apply(new Event.Admitted(demand.build(), 0));
    }

    private static void assertWait(Throttle throttle, Request request, long now, long untilMillis) {
        assertThat(throttle.decide(request, now * MS))
                .isInstanceOfSatisfying(
                        Decision.WaitUntil.class,
                        wait -> {
                            assertThat(wait.nanos()).isEqualTo(untilMillis * MS);
                            assertThat(wait.rule()).isEqualTo(Rule.S6);
                        });
    }
}
