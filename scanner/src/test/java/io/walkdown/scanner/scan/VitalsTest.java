package io.walkdown.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.wire.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VitalsTest {
    private static final Instant CLOSES = Instant.parse("2026-11-23T12:00:00Z");

    private Instant wall = CLOSES.minusSeconds(4);
    private long nanos;
    private final Vitals vitals = new Vitals(() -> wall, () -> nanos, CLOSES);

    @Test
    void isLostFromTheMomentAtWhichTheWindowCloses() {
        goOn(Duration.ofMillis(3_999));
        assertThat(vitals.lost()).isEmpty();
        goOn(Duration.ofMillis(1));
        assertThat(vitals.lost())
                .contains(new Pulse.Lost("S11: the window closed at " + CLOSES, false));
    }

    @Test
    void holdsTheWindowByTheTimeOfDayAlsoWhereItWasSetForward() {
        wall = wall.plusSeconds(4);

        assertThat(vitals.lost()).isPresent();
    }

    @Test
    void asksTheHeartbeatToo() {
        var lost = new Pulse.Lost("stale", false);
        vitals.heed(() -> Optional.of(lost));

        assertThat(vitals.lost()).contains(lost);
    }

    /// In the night in which the clocks go back, one to four o'clock is four hours long, and the
    /// monotonic clock sees all of them.
    @Test
    void aScanOverAClockChangeEndsByElapsedTime() {
        ZoneId zone = ZoneId.of("Europe/Amsterdam");
        Instant start = ZonedDateTime.of(2026, 10, 25, 1, 0, 0, 0, zone).toInstant();
        Instant closes = ZonedDateTime.of(2026, 10, 25, 4, 0, 0, 0, zone).toInstant();
        assertThat(Duration.between(start, closes)).isEqualTo(Duration.ofHours(4));
        wall = start;
        var overnight = new Vitals(() -> wall, () -> nanos, closes);

        for (Instant end = closes.minusSeconds(1); wall.isBefore(end); ) {
            goOn(Duration.ofSeconds(1));
            assertThat(overnight.lost()).isEmpty();
        }
        goOn(Duration.ofSeconds(1));
        assertThat(overnight.lost()).isPresent();
    }

    private void goOn(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
