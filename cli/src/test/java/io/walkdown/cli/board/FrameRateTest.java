package io.walkdown.cli.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameRateTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void countsTheLastTenSecondsAlone() {
        var rate = new FrameRate();

        assertThat(rate.at(0, 0)).isZero();
        assertThat(rate.at(2 * SECOND, 10)).isCloseTo(5, within(1e-9));
        for (int second = 3; second <= 60; second++) {
            double _ = rate.at(second * SECOND, 10);
        }

        assertThat(rate.at(61 * SECOND, 10)).isZero();
    }

    @Test
    void tellsALowRateToo() {
        var rate = new FrameRate();
        double _ = rate.at(0, 100);

        assertThat(rate.at(10 * SECOND, 101)).isCloseTo(0.1, within(1e-9));
    }
}
