package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.throttle.Ledger.Allowance;
import io.walkdown.throttle.Ledger.Claim;
import io.walkdown.throttle.Ledger.Purpose;
import io.walkdown.throttle.Ledger.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the interface promises, by the ledger that tests use.
class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Ledger.Key FILLER = new Ledger.Key("10.0.0.1", 102);
    private static final Allowance DAILY =
            new Allowance(Duration.ofDays(1), 1, 20, Duration.ofMinutes(1));

    private final Ledger ledger = new MemoryLedger();

    @Test
    void locksAnAddressUntilTheLeaseIsClosed() {
        Ledger.Lease lease = claim(Purpose.SCAN, NOON);

        assertThat(ledger.claim(FILLER, DAILY, Purpose.ASK, NOON.plusSeconds(1)))
                .isEqualTo(new Claim.Refused(new Standing.Locked("this process", NOON)));

        lease.ended(
                new Ledger.Used(5, Duration.ofSeconds(2), "identified", false, List.of()), NOON);
        lease.close();
        assertThat(ledger.standing(FILLER, DAILY, Purpose.CANARY_LOOK, NOON.plusSeconds(3)))
                .isEqualTo(new Standing.Free());
    }

    @Test
    void refusesTheSecondVisitOfAnIntervalWithTheTimeAtWhichItIsFree() {
        try (Ledger.Lease lease = claim(Purpose.SCAN, NOON)) {
            lease.ended(
                    new Ledger.Used(5, Duration.ofSeconds(2), "identified", false, List.of()),
                    NOON);
        }

        Instant free = NOON.plus(Duration.ofDays(1));
        assertThat(ledger.standing(FILLER, DAILY, Purpose.SCAN, free.minusSeconds(1)))
                .isInstanceOfSatisfying(
                        Standing.NotBefore.class,
                        standing -> assertThat(standing.free()).isEqualTo(free));
        assertThat(ledger.standing(FILLER, DAILY, Purpose.SCAN, free))
                .isEqualTo(new Standing.Free());
    }

    @Test
    void countsAVisitThatNeverSaidItsEndAsItsWholeAllowance() {
        claim(Purpose.SCAN, NOON).close();

        assertThat(ledger.standing(FILLER, DAILY, Purpose.ASK, NOON.plusSeconds(1)))
                .isInstanceOf(Standing.NotBefore.class);
    }

    @Test
    void asksForAnAcknowledgementAfterAnUnansweredClose() {
        try (Ledger.Lease lease = claim(Purpose.SCAN, NOON)) {
            lease.ended(
                    new Ledger.Used(5, Duration.ofSeconds(2), "partial", true, List.of()), NOON);
        }

        assertThat(ledger.standing(FILLER, DAILY, Purpose.SCAN, NOON.plus(Duration.ofDays(2))))
                .isInstanceOf(Standing.NeedsAcknowledgement.class);
    }

    @Test
    void neverPausesLongerThanTheIntervalAfterSilence() {
        Allowance simulated = new Allowance(Duration.ofSeconds(1), 1, 20, Duration.ofMinutes(1));

        assertThat(simulated.silentPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DAILY.silentPause()).isEqualTo(Ledger.SILENT_PAUSE);
    }

    @Test
    void refusesAPortThatCannotBe() {
        assertThatThrownBy(() -> new Ledger.Key("10.0.0.1", 0))
                .hasMessage("port 0 is outside 1 to 65535");
    }

    private Ledger.Lease claim(Purpose purpose, Instant now) {
        assertThat(ledger.standing(FILLER, DAILY, purpose, now)).isEqualTo(new Standing.Free());
        return ((Claim.Granted) ledger.claim(FILLER, DAILY, purpose, now)).lease();
    }
}
