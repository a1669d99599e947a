package io.walkdown.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.wire.Pulse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockWatchTest {
    private Instant wall = Instant.parse("2026-11-23T19:00:00Z");
    private long nanos = 7;
    private final ClockWatch watch = new ClockWatch(() -> wall, () -> nanos);

    @Test
    void staysSteadyWhileBothClocksGoOn() {
        for (int i = 0; i < 10_000; i++) {
            goOn(Duration.ofSeconds(5), Duration.ofSeconds(5));
            assertThat(watch.lost()).isEmpty();
        }
    }

    @Test
    void noticesASuspendDuringWhichTheMonotonicClockStoodStill() {
        goOn(Duration.ofSeconds(6), Duration.ofMillis(10));

        assertThat(watch.lost())
                .contains(
                        new Pulse.Lost(
                                "the machine was suspended, or its time of day set, for 6.0 s",
                                true));
    }

    @Test
    void noticesShortSuspendsThatAddUp() {
        goOn(Duration.ofSeconds(3), Duration.ZERO);
        assertThat(watch.lost()).isEmpty();
        goOn(Duration.ofSeconds(3), Duration.ZERO);
        assertThat(watch.lost()).isPresent();
    }

    @Test
    void noticesATimeOfDayThatWasSetBack() {
        goOn(Duration.ofSeconds(-6), Duration.ofMillis(10));

        assertThat(watch.lost().map(Pulse.Lost::why).orElse("")).contains("set back by 6.0 s");
    }

    @Test
    void noticesThatNobodyLookedThoughBothClocksWentOn() {
        goOn(Duration.ofMillis(5_001), Duration.ofMillis(5_001));

        assertThat(watch.lost().map(Pulse.Lost::why))
                .contains("this process stood still for 5.0 s");
    }

    @Test
    void theTimeBeforeTheScanBeganIsNoGap() {
        goOn(Duration.ofMinutes(1), Duration.ofMinutes(1));
        watch.begin();

        assertThat(watch.lost()).isEmpty();
    }

    @Test
    void onceLostStaysLost() {
        goOn(Duration.ofSeconds(6), Duration.ZERO);
        assertThat(watch.lost()).isPresent();
        goOn(Duration.ofSeconds(-6), Duration.ZERO);
        assertThat(watch.lost()).isPresent();
    }

    private void goOn(Duration ofWall, Duration ofMonotonic) {
        wall = wall.plus(ofWall);
        nanos += ofMonotonic.toNanos();
    }
}
