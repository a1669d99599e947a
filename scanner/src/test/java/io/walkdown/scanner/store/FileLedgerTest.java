package io.walkdown.scanner.store;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.walkdown.scanner.store.FileLedger.OpenMatter;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Allowance;
import io.walkdown.throttle.Ledger.Claim;
import io.walkdown.throttle.Ledger.Lease;
import io.walkdown.throttle.Ledger.Purpose;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.ResponseTimes;
import io.walkdown.throttle.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {
    private static final Instant NOON = LedgerChild.NOON;
    private static final Ledger.Key FILLER = new Ledger.Key("10.1.0.1", 102);
    private static final Ledger.Key OTHER_PORT = new Ledger.Key("10.1.0.1", 502);
    private static final Allowance DAILY = LedgerChild.DAILY;

    @TempDir Path folder;

    private StateFolder state;
    private FileLedger ledger;

    /// What a scripted machine tells of its time since boot: nothing, until a test says so.
    private Optional<SinceBoot> sinceBoot = Optional.empty();

    @BeforeEach
    void open() {
        state = new StateFolder(folder);
        ledger = FileLedger.open(state, () -> sinceBoot);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void refusesTheSecondVisitOfAnIntervalAlsoAfterARestart() {
        visit(FILLER, NOON, "identified");
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot);

        Instant free = NOON.plus(Duration.ofDays(1));
        assertThat(standing(Purpose.SCAN, free.minusSeconds(1)))
                .isEqualTo(
                        new Standing.NotBefore(free, Rule.S10, "1 of 1 visits in 24 h are used"));
        assertThat(standing(Purpose.SCAN, free)).isEqualTo(new Standing.Free());
    }

    @Test
    void holdsTheStartOnTheDiskBeforeTheClaimIsGranted() throws IOException {
        claim(FILLER, NOON);

        assertThat(Files.readString(ledger.file()).lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("{\"kind\":\"start\",\"id\":\"")
                .contains("\"address\":\"10.1.0.1\",\"port\":102,\"purpose\":\"scan\"");
    }

    @Test
    void countsAVisitThatNeverSaidItsEndAsItsWholeAllowance() {
        claim(FILLER, NOON).close();

        assertThat(standing(Purpose.SCAN, NOON.plus(Duration.ofDays(2))))
                .hasFieldOrPropertyWithValue("rule", Rule.S10)
                .hasFieldOrPropertyWithValue("id", UNCLEAN)
                .extracting("why", STRING)
                .endsWith("ended in the middle of its visit of 23 Nov 2026 12:00:00 UTC");
        assertThat(ledger.openMatters(NOON)).extracting(OpenMatter::id).containsExactly(UNCLEAN);
        ledger.acknowledge(UNCLEAN, "Ann", "runs well", NOON.plusSeconds(1));
        assertThat(ledger.openMatters(NOON)).isEmpty();
        assertThat(standing(Purpose.ASK, NOON.plusSeconds(1)))
                .isEqualTo(
                        new Standing.NotBefore(
                                NOON.plus(Duration.ofDays(1)),
                                Rule.S10,
                                "20 of 20 frames in 24 h are used"));
    }

    @Test
    void letsAskAndTheSecondLookDrawOnWhatTheVisitLeft() {
        visit(FILLER, NOON, "identified");
        assertThat(standing(Purpose.CANARY_LOOK, NOON)).isEqualTo(new Standing.Free());
        contact(Purpose.CANARY_LOOK, NOON, 5, "identified");
        assertThat(standing(Purpose.CANARY_LOOK, NOON)).isInstanceOf(Standing.NotBefore.class);
        contact(Purpose.ASK, NOON, 5, "identified");
        contact(Purpose.ASK, NOON, 5, "identified");

        assertThat(standing(Purpose.ASK, NOON))
                .hasFieldOrPropertyWithValue("why", "20 of 20 frames in 24 h are used");
    }

    @Test
    void isFreeAgainWhenEnoughOfTheOldestContactsHaveLeftTheInterval() {
        for (int hour = 0; hour < 4; hour++) {
            contact(Purpose.ASK, NOON.plus(Duration.ofHours(hour)), 5, "identified");
        }

        Instant free = NOON.plus(Duration.ofHours(24));
        assertThat(standing(Purpose.ASK, NOON.plus(Duration.ofHours(4))))
                .hasFieldOrPropertyWithValue("free", free);
        assertThat(standing(Purpose.ASK, free)).isEqualTo(new Standing.Free());
    }

    @Test
    void doesNotCountAClaimThatContactedNobody() {
        Lease lease = claim(FILLER, NOON);
        lease.ended(new Ledger.Used(0, Duration.ZERO, "stopped", false, List.of()), NOON);
        lease.close();

        assertThat(standing(Purpose.SCAN, NOON)).isEqualTo(new Standing.Free());
    }

    @Test
    void allowsThreeSilentAttemptsInAnIntervalAnHourApart() {
        for (int hour = 0; hour < 3; hour++) {
            Instant at = NOON.plus(Duration.ofHours(hour));
            visit(FILLER, at, "silent");
            if (hour < 2) {
                assertThat(standing(Purpose.SCAN, at.plusSeconds(1)))
                        .isEqualTo(
                                new Standing.NotBefore(
                                        at.plus(Duration.ofHours(1)),
                                        Rule.S10,
                                        "the last attempt had no answer; the next is due after 1"
                                                + " h"));
            }
        }

        assertThat(standing(Purpose.SCAN, NOON.plus(Duration.ofHours(5))))
                .isEqualTo(
                        new Standing.NotBefore(
                                NOON.plus(Duration.ofDays(1)),
                                Rule.S10,
                                "3 attempts in 24 h had no answer"));
    }

    @Test
    void triesASilentSimulatedDeviceAgainAfterItsOwnInterval() {
        Allowance second = new Allowance(Duration.ofSeconds(1), 1, 20, Duration.ofMinutes(1));
        visit(FILLER, NOON, "silent");

        assertThat(ledger.standing(FILLER, second, Purpose.SCAN, NOON.plusMillis(999)))
                .isInstanceOf(Standing.NotBefore.class);
        assertThat(ledger.standing(FILLER, second, Purpose.SCAN, NOON.plusSeconds(1)))
                .isEqualTo(new Standing.Free());
    }

    @Test
    void allowsNoVisitBecauseTheClockWasSetBack() {
        visit(FILLER, NOON, "identified");
        Instant before = NOON.minus(Duration.ofDays(400));

        assertThat(standing(Purpose.SCAN, before))
                .isEqualTo(
                        new Standing.NotBefore(
                                before.plus(Duration.ofDays(1)),
                                Rule.S10,
                                "1 of 1 visits in 24 h are used; the last contact is dated"
                                        + " 2026-11-23T12:00:00Z, ahead of this machine's clock"));
    }

    @Test
    void allowsNoVisitBecauseTheClockWasSetForward() {
        booted("a", 1_000);
        visit(FILLER, NOON, "identified");
        booted("a", 1_090);
        Instant ahead = NOON.plus(Duration.ofDays(400));

        assertThat(standing(Purpose.SCAN, ahead))
                .isEqualTo(
                        new Standing.NotBefore(
                                ahead.plus(Duration.ofDays(1)).minusSeconds(90),
                                Rule.S10,
                                "1 of 1 visits in 24 h are used"));
        assertThat(ledger.claim(FILLER, DAILY, Purpose.SCAN, ahead))
                .isInstanceOf(Claim.Refused.class);
        booted("a", 1_000 + 86_400);
        assertThat(standing(Purpose.SCAN, ahead)).isEqualTo(new Standing.Free());
    }

    @Test
    void goesByTheTimeOfDayAfterAReboot() {
        booted("a", 1_000);
        visit(FILLER, NOON, "identified");
        booted("b", 10);

        assertThat(standing(Purpose.SCAN, NOON.plusSeconds(86_399)))
                .isInstanceOf(Standing.NotBefore.class);
        assertThat(standing(Purpose.SCAN, NOON.plusSeconds(86_400))).isEqualTo(new Standing.Free());
    }

    @Test
    void keepsTheTimeSinceBootThroughARewriteAndTakesTheTimeOfDayWhereBothAgree()
            throws IOException {
        booted("a", 1_000);
        visit(FILLER, NOON, "identified");
        IntStream.range(0, 60).forEach(i -> visit(key(i), NOON, "identified"));
        close();
        ledger = FileLedger.open(state, () -> sinceBoot, 4_000);
        visit(key(99), NOON, "identified");

        assertThat(Files.readString(ledger.file())).contains("\"boot\":\"a\",\"sinceBoot\":1000");
        booted("a", 1_000 + 86_399.99);
        assertThat(standing(Purpose.SCAN, NOON.plusSeconds(86_400))).isEqualTo(new Standing.Free());
        booted("a", 1_090);
        assertThat(standing(Purpose.SCAN, NOON.plusSeconds(86_400)))
                .isInstanceOf(Standing.NotBefore.class);
    }

    @Test
    void countsAContactThatIsAheadOfTheBootClockFromItsAcknowledgementOn() {
        booted("a", 9_000);
        visit(FILLER, NOON, "identified");
        booted("a", 10);
        Instant later = NOON.plus(Duration.ofDays(2));
        assertThat(standing(Purpose.SCAN, later)).isInstanceOf(Standing.NotBefore.class);

        ledger.acknowledge("10.1.0.1:102/S10", "Ann", "another container", later);

        booted("a", 10 + 86_399);
        assertThat(standing(Purpose.SCAN, later.plusSeconds(86_399)))
                .isInstanceOf(Standing.NotBefore.class);
        booted("a", 10 + 86_400);
        assertThat(standing(Purpose.SCAN, later.plusSeconds(86_400)))
                .isEqualTo(new Standing.Free());
    }

    private void booted(String boot, double seconds) {
        sinceBoot = Optional.of(new SinceBoot(boot, Duration.ofMillis((long) (seconds * 1_000))));
    }

    @Test
    void countsAContactOfAWrongClockFromItsAcknowledgementOn() {
        visit(FILLER, NOON, "identified");
        Instant now = NOON.minus(Duration.ofDays(400));

        assertThat(ledger.acknowledge("10.1.0.1:102/S10", "Ann", "clock", Optional.empty(), now))
                .isEqualTo(new FileLedger.Acknowledgement.Taken("10.1.0.1:102/S10"));
        assertThat(standing(Purpose.SCAN, now.plusSeconds(86_399)))
                .isInstanceOf(Standing.NotBefore.class);
        assertThat(standing(Purpose.SCAN, now.plusSeconds(86_400))).isEqualTo(new Standing.Free());
    }

    @Test
    void asksForAnAcknowledgementAfterAnUnansweredCloseUntilItIsGiven() {
        unanswered();
        Instant later = NOON.plus(Duration.ofDays(2));

        assertThat(standing(Purpose.SCAN, later))
                .isEqualTo(
                        new Standing.NeedsAcknowledgement(
                                Rule.S3,
                                "the last visit's close was never answered",
                                "10.1.0.1:102/S3"));
        assertThat(ledger.openMatters(later)).hasSize(1);
        assertThat(ledger.acknowledge("10.1.0.1/S3", "Ann", "seen", Optional.empty(), later))
                .isEqualTo(new FileLedger.Acknowledgement.NothingOpen(ledger.openMatters(later)));
        assertThat(ledger.acknowledge("10.1.0.1:102/S3", "Ann", "seen", Optional.empty(), later))
                .isInstanceOf(FileLedger.Acknowledgement.Taken.class);
        assertThat(standing(Purpose.SCAN, later)).isEqualTo(new Standing.Free());
        assertThat(ledger.openMatters(later)).isEmpty();
    }

    @Test
    void asksAgainWhenAnAcknowledgementHasEnded() {
        unanswered();
        Instant later = NOON.plus(Duration.ofDays(2));
        ledger.acknowledge(
                "10.1.0.1:102/S3", "Ann", "seen", Optional.of(later.plusSeconds(60)), later);

        assertThat(standing(Purpose.SCAN, later.plusSeconds(59))).isEqualTo(new Standing.Free());
        assertThat(standing(Purpose.SCAN, later.plusSeconds(60)))
                .isInstanceOf(Standing.NeedsAcknowledgement.class);
    }

    @Test
    void saysNothingOfAVisitThatIsUnderWay() {
        try (Lease lease = claim(FILLER, NOON)) {
            assertThat(lease.responseTimes()).isEqualTo(ResponseTimes.NONE);
            assertThat(ledger.openMatters(NOON)).isEmpty();
            assertThat(standing(Purpose.SCAN, NOON)).isInstanceOf(Standing.Locked.class);
        }
    }

    @Test
    void knowsAnAddressThatAPersonVouchedForAlsoAfterARewrite() throws IOException {
        assertThat(ledger.knows(FILLER)).isFalse();
        assertThat(ledger.acknowledge("10.1.0.999:102/S10", "Ann", "mine", NOON))
                .isInstanceOf(FileLedger.Acknowledgement.NothingOpen.class);

        assertThat(ledger.acknowledge(UNCLEAN, "Ann", "the laptop was replaced", NOON))
                .isEqualTo(new FileLedger.Acknowledgement.Taken(UNCLEAN));
        IntStream.range(0, 60).forEach(i -> visit(key(i), NOON, "identified"));
        close();
        ledger = FileLedger.open(state, () -> sinceBoot, 4_000);
        visit(key(99), NOON, "identified");

        assertThat(ledger.knows(FILLER)).isTrue();
        assertThat(standing(Purpose.SCAN, NOON)).isEqualTo(new Standing.Free());
        assertThat(ledger.acknowledge(UNCLEAN, "Ann", "again", NOON))
                .isInstanceOf(FileLedger.Acknowledgement.NothingOpen.class);
    }

    @Test
    void remembersHowLongADeviceTookForItsAnswers() {
        Duration quick = Duration.of(1_234, ChronoUnit.MICROS);
        try (Lease lease = claim(FILLER, NOON)) {
            lease.ended(
                    new Ledger.Used(
                            5, Duration.ofSeconds(1), "identified", false, nCopies(5, quick)),
                    NOON);
        }
        close();
        open();

        try (Lease lease = claim(FILLER, NOON.plus(Duration.ofDays(2)))) {
            assertThat(lease.responseTimes().p95()).contains(quick);
            assertThat(lease.responseTimes().limit()).contains(quick.plusMillis(200));
        }
    }

    @Test
    void knowsWhatIsSlowForADeviceThatGivesOneAnswerAVisit() {
        for (int day = 0; day < ResponseTimes.FEWEST; day++) {
            answers(NOON.plus(Duration.ofDays(day)), Duration.ofMillis(20));
        }

        assertThat(ledger.responseTimes(FILLER).limit()).contains(Duration.ofMillis(220));
        assertThat(ledger.contacts(FILLER)).hasSizeLessThan(ResponseTimes.FEWEST);
    }

    @Test
    void keepsADevicesLast64AnswersThroughRewritesAndRestarts() throws IOException {
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot, 4_000);
        for (int day = 0; day < 200; day++) {
            answers(NOON.plus(Duration.ofDays(day)), Duration.ofMillis(day));
        }
        assertThat(Files.size(ledger.file())).as("it was rewritten").isLessThan(10_000);
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot);

        List<Duration> last64 =
                IntStream.range(136, 200).mapToObj(day -> Duration.ofMillis(day)).toList();
        assertThat(ledger.responseTimes(FILLER).kept()).isEqualTo(last64);
        try (Lease lease = claim(FILLER, NOON.plus(Duration.ofDays(201)))) {
            assertThat(lease.responseTimes().kept()).isEqualTo(last64);
        }
    }

    private void answers(Instant at, Duration time) {
        try (Lease lease = claim(FILLER, at)) {
            lease.ended(
                    new Ledger.Used(5, Duration.ofSeconds(1), "identified", false, List.of(time)),
                    at);
        }
    }

    @Test
    void keepsADeviceExcludedWhoseAnswerWasOnTheSafetyList() {
        visit(FILLER, NOON, "withheld");

        assertThat(standing(Purpose.ASK, NOON.plus(Duration.ofDays(700))))
                .hasFieldOrPropertyWithValue("rule", Rule.S11)
                .hasFieldOrPropertyWithValue("id", "10.1.0.1:102/S11");
    }

    /// A safety controller is one on all its ports, whichever of them said so.
    @Test
    void anAnswerOnTheSafetyListExcludesTheWholeAddressUntilAPersonDecides() {
        Instant later = NOON.plus(Duration.ofDays(700));
        visit(FILLER, NOON, "withheld");

        assertThat(ledger.standing(OTHER_PORT, DAILY, Purpose.SCAN, later))
                .hasFieldOrPropertyWithValue("rule", Rule.S11)
                .hasFieldOrPropertyWithValue("id", "10.1.0.1:102/S11");
        assertThat(ledger.claim(OTHER_PORT, DAILY, Purpose.SCAN, later))
                .isInstanceOf(Claim.Refused.class);
        assertThat(ledger.openMatters(later)).hasSize(1);

        ledger.acknowledge("10.1.0.1:102/S11", "R. Okafor", "may be read", later);

        assertThat(ledger.standing(OTHER_PORT, DAILY, Purpose.SCAN, later))
                .isInstanceOf(Standing.Free.class);
    }

    @Test
    void knowsAnAddressHoweverItIsSpelled() {
        visit(new Ledger.Key("FD00:0:0::1", 102), NOON, "identified");

        assertThat(ledger.knows(new Ledger.Key("fd00::1", 102))).isTrue();
        assertThat(ledger.knows(new Ledger.Key("fd00::1", 502))).isFalse();
    }

    @Test
    void excludesAnotherLedgerOfTheSameProcess() {
        try (FileLedger other =
                FileLedger.open(new StateFolder(folder.resolve(".")), () -> sinceBoot)) {
            Lease lease = claim(FILLER, NOON);

            assertThat(other.claim(FILLER, DAILY, Purpose.ASK, NOON.plusSeconds(1)))
                    .isEqualTo(new Claim.Refused(new Standing.Locked("this process", NOON)));
            assertThat(other.claim(new Ledger.Key("10.1.0.1", 502), DAILY, Purpose.SCAN, NOON))
                    .isInstanceOf(Claim.Refused.class);
            assertThat(other.standing(FILLER, DAILY, Purpose.ASK, NOON))
                    .isInstanceOf(Standing.Locked.class);

            lease.ended(
                    new Ledger.Used(5, Duration.ofSeconds(1), "identified", false, List.of()),
                    NOON);
            lease.close();
            lease.close();
            assertThat(other.claim(FILLER, DAILY, Purpose.ASK, NOON))
                    .isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void letsOneVisitHoldTwoPortsOfAnAddressUntilTheLastIsClosed() {
        Ledger.Key web = new Ledger.Key("10.1.0.1", 502);
        Lease first = claim(FILLER, NOON);
        Lease second = claim(web, NOON);
        assertThat(ledger.claim(web, DAILY, Purpose.ASK, NOON))
                .isEqualTo(new Claim.Refused(new Standing.Locked("this process", NOON)));

        first.ended(
                new Ledger.Used(1, Duration.ofSeconds(1), "identified", false, List.of()), NOON);
        first.close();
        try (FileLedger other = FileLedger.open(state, () -> sinceBoot)) {
            assertThat(other.claim(FILLER, DAILY, Purpose.ASK, NOON))
                    .isInstanceOf(Claim.Refused.class);
            second.close();
            assertThat(other.claim(FILLER, DAILY, Purpose.ASK, NOON))
                    .isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void letsAWholeVisitHoldAnAddressBetweenItsContacts() {
        try (FileLedger other = FileLedger.open(state, () -> sinceBoot)) {
            var hold = ((Ledger.Holding.Held) ledger.hold("10.1.0.1", NOON)).hold();
            assertThat(other.hold("10.1.0.1", NOON))
                    .isEqualTo(
                            new Ledger.Holding.Refused(new Standing.Locked("this process", NOON)));
            visit(FILLER, NOON, "identified");

            assertThat(other.claim(new Ledger.Key("10.1.0.1", 502), DAILY, Purpose.ASK, NOON))
                    .isEqualTo(new Claim.Refused(new Standing.Locked("this process", NOON)));
            contact(Purpose.CANARY_LOOK, NOON, 1, "identified");
            hold.close();
            hold.close();
            assertThat(other.claim(FILLER, DAILY, Purpose.ASK, NOON))
                    .isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void knowsHowLongAgoTheLastContactWithAnAddressEndedAlsoAfterARewrite() {
        booted("a", 1_000);
        assertThat(sinceContact(NOON)).isEmpty();
        Ledger.Key web = new Ledger.Key("10.1.0.1", 502);
        visit(web, NOON, "identified");
        visit(FILLER, NOON.plusMillis(300), "silent");
        try (Lease lease = claim(new Ledger.Key("10.1.0.1", 20), NOON.plusSeconds(9))) {
            lease.ended(new Ledger.Used(0, Duration.ZERO, "stopped", false, List.of()), NOON);
        }
        booted("a", 1_002);
        assertThat(sinceContact(NOON.plusMillis(2_300))).contains(Duration.ofSeconds(2));

        IntStream.range(0, 60).forEach(i -> visit(key(i), NOON, "identified"));
        close();
        ledger = FileLedger.open(state, () -> sinceBoot, 4_000);
        visit(key(99), NOON, "identified");
        assertThat(sinceContact(NOON.plusMillis(2_300))).contains(Duration.ofSeconds(2));
        assertThat(sinceContact(NOON.plus(Duration.ofDays(1)))).contains(Duration.ofSeconds(2));
    }

    private Optional<Duration> sinceContact(Instant now) {
        var held = (Ledger.Holding.Held) ledger.hold("10.1.0.1", now);
        try (var hold = held.hold()) {
            return hold.sinceContact();
        }
    }

    @Test
    void keepsItsLocksWhenAThreadIsInterrupted() throws IOException {
        Process child = LedgerChild.start(folder, "hold");
        try (var said = child.inputReader()) {
            assertThat(said.readLine()).isEqualTo("10.1.0.1");
            Thread.currentThread().interrupt();

            assertThat(ledger.claim(FILLER, DAILY, Purpose.SCAN, NOON))
                    .isEqualTo(
                            new Claim.Refused(new Standing.Locked("process " + child.pid(), NOON)));
            Lease lease = claim(new Ledger.Key("10.1.0.2", 102), NOON);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(ledger.standing(FILLER, DAILY, Purpose.SCAN, NOON))
                    .isInstanceOf(Standing.Locked.class);
            lease.close();
        } finally {
            child.destroyForcibly().onExit().join();
        }
    }

    @Test
    void countsWhatAKilledProcessHadAndGivesItsLockBack(TestReporter reporter) throws IOException {
        Process child = LedgerChild.start(folder, "hold");
        try (var said = child.inputReader()) {
            assertThat(said.readLine()).isEqualTo("10.1.0.1");
        } finally {
            child.destroyForcibly().onExit().join();
        }

        assertThat(ledger.claim(FILLER, DAILY, Purpose.ASK, NOON.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        Claim.Refused.class,
                        refused ->
                                assertThat(refused.standing())
                                        .isInstanceOf(Standing.NeedsAcknowledgement.class));
        ledger.acknowledge(UNCLEAN, "Ann", "runs well", NOON.plusSeconds(1));
        assertThat(ledger.claim(FILLER, DAILY, Purpose.ASK, NOON.plusSeconds(1)))
                .isEqualTo(
                        new Claim.Refused(
                                new Standing.NotBefore(
                                        NOON.plus(Duration.ofDays(1)),
                                        Rule.S10,
                                        "20 of 20 frames in 24 h are used")));
        publish(reporter, "S10", 1);
    }

    private static void publish(TestReporter reporter, String invariant, int times) {
        String count = Integer.toString(times);
        reporter.publishEntry(Map.of("invariant", invariant, "injected", count, "caught", count));
    }

    @Test
    void forgetsNoGrantedClaimOfAProcessThatIsKilledInMidWrite(TestReporter reporter)
            throws IOException {
        Process child = LedgerChild.start(folder, "visit");
        List<String> granted = new ArrayList<>();
        try (var said = child.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                granted.add(line);
                if (granted.size() == 100) {
                    child.toHandle().destroyForcibly();
                }
            }
        }

        assertThat(granted).hasSizeGreaterThanOrEqualTo(100);
        assertThat(granted)
                .allSatisfy(address ->
                        assertThat(
                                        ledger.standing(
                                                new Ledger.Key(address, 102),
                                                DAILY,
                                                Purpose.SCAN,
                                                NOON))
                                .isNotInstanceOf(Standing.Free.class));
        publish(reporter, "S10", granted.size());
        publish(reporter, "S15", 1);
    }

    @Test
    void writesManyVisitsAtOnceInFewTurnsAtTheDisk() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits =
                    IntStream.range(0, 2_000)
                            .<Future<?>>mapToObj(
                                    i -> threads.submit(() -> visit(key(i), NOON, "identified")))
                            .toList();
            for (Future<?> each : visits) {
                each.get();
            }
        }

        assertThat(Files.readAllLines(ledger.file())).hasSize(1 + 2 * 2_000);
        assertThat(IntStream.range(0, 2_000).filter(i -> !ledger.knows(key(i)))).isEmpty();
        assertThat(ledger.turnsAtTheDisk()).isLessThan(1_000);
    }

    @Test
    void grantsAnAddressToOneOfManyThreads() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                FileLedger other = FileLedger.open(state, () -> sinceBoot)) {
            List<Future<Claim>> claims =
                    IntStream.range(0, 200)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            (i % 2 == 0 ? ledger : other)
                                                    .claim(FILLER, DAILY, Purpose.SCAN, NOON)))
                            .toList();

            int granted = 0;
            for (Future<Claim> each : claims) {
                granted += each.get() instanceof Claim.Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void dropsALastLineThatWasCutOff() throws IOException {
        visit(FILLER, NOON, "identified");
        String whole = Files.readString(ledger.file());
        Files.writeString(ledger.file(), whole + "{\"kind\":\"start\",\"id\":\"0123");
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot);

        visit(new Ledger.Key("10.1.0.2", 102), NOON, "identified");

        assertThat(Files.readString(ledger.file())).startsWith(whole + "{\"kind\":\"start\"");
        assertThat(ledger.knows(FILLER)).isTrue();
        assertThat(ledger.repairs())
                .singleElement()
                .asString()
                .contains(ledger.file().toString(), "incomplete line of 26 bytes", "dropped");
        assertThat(ledger.repairs()).as("told once").isEmpty();
    }

    @Test
    void refusesAFileThatIsDamagedInTheMiddleAndSaysWhatToDo() throws IOException {
        visit(FILLER, NOON, "identified");
        List<String> lines = Files.readAllLines(ledger.file());
        lines.set(1, lines.get(1).replace("\"port\":102", "\"port\":0"));
        ledger.close();
        Files.write(ledger.file(), lines);
        ledger = FileLedger.open(state, () -> sinceBoot);

        assertThatThrownBy(() -> ledger.claim(FILLER, DAILY, Purpose.SCAN, NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(ledger.file() + ":2: error: port: 0 is not a whole number")
                .hasMessageContaining("nothing is sent")
                .hasMessageContaining("move the file away");
    }

    @Test
    void refusesALedgerOfANewerVersion() throws IOException {
        Files.writeString(ledger.file(), "{\"kind\":\"ledger\",\"version\":2}\n");

        assertThatThrownBy(() -> standing(Purpose.SCAN, NOON))
                .hasMessageContaining(":1: error: version: 2 is not a whole number from 1 to 1");
    }

    @Test
    void staysAsSmallAsThePlantHoweverOftenItIsScanned() throws IOException {
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot, 10_000);
        long largest = 0;
        for (int day = 0; day < 400; day++) {
            visit(FILLER, NOON.plus(Duration.ofDays(day)), "identified");
            largest = Math.max(largest, Files.size(ledger.file()));
        }

        assertThat(largest).isLessThan(12_000);
        Instant last = NOON.plus(Duration.ofDays(399));
        assertThat(standing(Purpose.SCAN, last.plusSeconds(1)))
                .hasFieldOrPropertyWithValue("free", last.plus(Duration.ofDays(1)));
    }

    @Test
    void keepsOpenMattersThroughARewrite() throws IOException {
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot, 3_000);
        unanswered();
        Instant until = NOON.plus(Duration.ofDays(100));
        ledger.acknowledge("10.1.0.1:102/S3", "Ann", "seen", Optional.of(until), NOON);
        for (int day = 1; day < 50; day++) {
            visit(FILLER, NOON.plus(Duration.ofDays(day)), "silent");
        }
        ledger.close();
        ledger = FileLedger.open(state, () -> sinceBoot);

        assertThat(Files.readAllLines(ledger.file())).hasSizeLessThan(50);
        assertThat(ledger.openMatters(until.minusSeconds(1))).isEmpty();
        assertThat(ledger.openMatters(until)).hasSize(1);
    }

    @Test
    void seesWhatAnotherProcessRewrote() throws IOException {
        visit(FILLER, NOON, "identified");
        Path copy = folder.resolve("copy");
        Files.copy(ledger.file(), copy);
        Files.move(copy, ledger.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        visit(new Ledger.Key("10.1.0.2", 102), NOON, "identified");

        assertThat(ledger.knows(FILLER)).isTrue();
        assertThat(Files.readAllLines(ledger.file())).hasSize(5);
    }

    @Test
    void refusesAnAddressThatIsNoLiteral() {
        assertThatThrownBy(() -> ledger.knows(new Ledger.Key("plc.example", 102)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final String UNCLEAN = "10.1.0.1:102/S10";

    private static Ledger.Key key(int i) {
        return new Ledger.Key("10.2.%d.%d".formatted(i / 250, i % 250 + 1), 102);
    }

    private Standing standing(Purpose purpose, Instant now) {
        return ledger.standing(FILLER, DAILY, purpose, now);
    }

    private void unanswered() {
        Lease lease = claim(FILLER, NOON);
        lease.ended(new Ledger.Used(5, Duration.ofSeconds(1), "partial", true, List.of()), NOON);
        lease.close();
    }

    private void visit(Ledger.Key key, Instant at, String outcome) {
        Lease lease = claim(key, at);
        lease.ended(new Ledger.Used(5, Duration.ofSeconds(1), outcome, false, List.of()), at);
        lease.close();
    }

    private void contact(Purpose purpose, Instant at, int frames, String outcome) {
        Lease lease = ((Claim.Granted) ledger.claim(FILLER, DAILY, purpose, at)).lease();
        lease.ended(new Ledger.Used(frames, Duration.ofSeconds(1), outcome, false, List.of()), at);
        lease.close();
    }

    private Lease claim(Ledger.Key key, Instant now) {
        return ((Claim.Granted) ledger.claim(key, DAILY, Purpose.SCAN, now)).lease();
    }
}
