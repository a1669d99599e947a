package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteRateTest {

    private static final long MS = 1_000_000;

    /// 50 ms between frames.
    private final SiteRate rate = new SiteRate(20, 25);

    private int breaches(int frames, long spacing) {
        int breaches = 0;
        for (int i = 0; i < frames; i++) {
            breaches += rate.frame(i * spacing, 0).isPresent() ? 1 : 0;
        }
        return breaches;
    }

    @Test
    void framesAtTheRateAreNoBreach() {
        assertThat(breaches(1000, 50 * MS)).isZero();
    }

    @Test
    void doubleRateIsNamedWithinTwoFrames() {
        assertThat(breaches(3, 25 * MS)).isEqualTo(1);
    }

    @Test
    void rateThatIsTenPercentTooHighIsNamedInTheEnd() {
        assertThat(breaches(5, 45 * MS)).isZero();
        assertThat(breaches(20, 45 * MS)).isPositive();
    }

    @Test
    void burstIsNamed() {
        assertThat(breaches(2, MS)).isEqualTo(1);
    }

    @Test
    void burstAfterLongSilenceIsNamed() {
        rate.frame(0, 0);
        rate.frame(10_000 * MS, 0);

        assertThat(rate.frame(10_001 * MS, 0)).isPresent();
    }

    @Test
    void framesThatAreNoticedLateAreNoBreachWhateverFollows() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long late = random.nextInt(20) * MS;
            // now and then the machine stands still, and the stall's thread measures that
            long stall = i % 100 == 0 ? 400 * MS : 0;

            assertThat(rate.frame(i * 50L * MS + late + stall, stall)).isEmpty();
        }
    }

    @Test
    void heldUpMachineDoesNotHideFastScan() {
        int breaches = 0;
        for (int i = 0; i < 100; i++) {
            breaches += rate.frame(i * 10L * MS, 100 * MS).isPresent() ? 1 : 0;
        }

        assertThat(breaches).isPositive();
    }
}
