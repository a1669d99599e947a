package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.throttle.Before;
import io.walkdown.throttle.Before.Exchange;
import io.walkdown.throttle.Before.OfGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteRestsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Before LEFT =
            new Before(
                    Optional.of(Duration.ofMillis(5)),
                    Map.of(
                            "line",
                            group(Duration.ofMillis(400), Duration.ofNanos(7)),
                            "ring",
                            new OfGroup(Optional.empty(), Optional.empty())));

    @TempDir Path folder = Path.of("");

    private Optional<SinceBoot> sinceBoot = Optional.empty();

    /// As another process finds it.
    private SiteRests rests() {
        return new SiteRests(new StateFolder(folder), "plant-7", () -> sinceBoot);
    }

    private static OfGroup group(Duration length, Duration sinceEnd) {
        return new OfGroup(Optional.of(sinceEnd), Optional.of(new Exchange(length, sinceEnd)));
    }

    @Test
    void countsWhatEndedLongerAgoTheLaterItIs() {
        assertThat(rests().before(NOON)).isEqualTo(Before.NONE);
        rests().end(Before.NONE, LEFT, NOON);

        assertThat(rests().before(NOON)).isEqualTo(LEFT);
        assertThat(rests().before(NOON.plusSeconds(3)))
                .isEqualTo(LEFT.later(Duration.ofSeconds(3)));
    }

    @Test
    void countsEverythingAsSentJustNowAfterARunThatNeverEnded() {
        Before before = new Before(Optional.empty(), Map.of("line", group(ms(700), ms(50))));
        rests().begin(before, Map.of("line", ms(500), "bus", ms(2_000)), NOON);

        assertThat(rests().before(NOON.plus(Duration.ofDays(1))))
                .isEqualTo(
                        new Before(
                                Optional.of(Duration.ZERO),
                                Map.of(
                                        "line",
                                        group(ms(700), Duration.ZERO),
                                        "bus",
                                        group(ms(2_000), Duration.ZERO))));
    }

    @Test
    void keepsWhatWasSentToAGroupThatIsNotDeclaredJustNow() {
        rests().end(LEFT, new Before(Optional.of(ms(1)), Map.of()), NOON);

        assertThat(rests().before(NOON)).isEqualTo(new Before(Optional.of(ms(1)), LEFT.groups()));
    }

    @Test
    void countsAClockThatWasSetBackAsNoTimePassed() {
        rests().end(Before.NONE, LEFT, NOON);

        assertThat(rests().before(NOON.minusSeconds(86_400))).isEqualTo(LEFT);
    }

    @Test
    void countsWhatReallyPassedWhereTheClockWasSetForward() {
        sinceBoot = Optional.of(new SinceBoot("a", Duration.ofSeconds(100)));
        rests().end(Before.NONE, LEFT, NOON);
        sinceBoot = Optional.of(new SinceBoot("a", Duration.ofSeconds(102)));

        assertThat(rests().before(NOON.plusSeconds(86_400)))
                .isEqualTo(LEFT.later(Duration.ofSeconds(2)));
        sinceBoot = Optional.of(new SinceBoot("b", Duration.ofSeconds(102)));
        assertThat(rests().before(NOON.plusSeconds(86_400)))
                .isEqualTo(LEFT.later(Duration.ofDays(1)));
    }

    @Test
    void sendsNothingWhereTheFileIsDamaged() throws IOException {
        rests().end(Before.NONE, LEFT, NOON);
        try (var files = Files.list(folder.resolve("rests"))) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"version\": 1}");
        }

        assertThatThrownBy(() -> rests().before(NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing is sent (S6)");
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
