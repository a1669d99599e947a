package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long MS = 1_000_000;
    private static final GroupLimits LINE = GroupLimits.oneAtATime("line", "ring");
    private static final GroupLimits BUS =
            new GroupLimits("bus", "line", 2, OptionalDouble.empty(), OptionalDouble.of(10));
    private static final GroupLimits SLOW =
            new GroupLimits("slow", "switch", 2, OptionalDouble.of(2), OptionalDouble.empty());

    private final Throttle throttle =
            new Throttle(new SiteLimits(3, 100), List.of(LINE, BUS, SLOW));

    @Test
    void letsTheFirstFrameGoOnlyAGapAfterTheConnect() {
        admit(Demands.of("a", "h1").gapMillis(100));
        throttle.apply(new Event.Connecting("a", 0));
        assertNever(read("a", 1), Rule.S4);
        throttle.apply(new Event.Connected("a", 5 * MS));

        assertWait(read("a", 6), 105, Rule.S4);
        assertWait(frame("a", FrameKind.CLOSE, 6), 105, Rule.S4);
        assertThat(throttle.decide(new Request.Frame("a", FrameKind.READ, 10), 105 * MS - 1))
                .isInstanceOf(Decision.WaitUntil.class);
        assertGo(read("a", 105));
    }

    @Test
    void countsTheGapFromTheAnswerAndFromATimeout() {
        admit(Demands.of("a", "h1").gapMillis(100));
        exchange("a", 0, 50);
        assertWait(read("a", 60), 150, Rule.S4);
        assertGo(read("a", 150));

        throttle.apply(new Event.Permitted("a", 150 * MS));
        throttle.apply(new Event.Wrote("a", 10, 150 * MS));
        throttle.apply(new Event.TimedOut("a", 3150 * MS));
        assertWait(read("a", 3151), 3250, Rule.S4);
    }

    @Test
    void keepsTheGapBetweenTwoVisitsOfOneAddress() {
        admit(Demands.of("a", "h1").gapMillis(100));
        exchange("a", 0, 50);
        throttle.apply(new Event.Ended("a", Trouble.NONE, 60 * MS));
        admit(Demands.of("b", "h1").gapMillis(100));

        assertWait(read("b", 61), 150, Rule.S4);
        assertWait(connect("b", 61), 150, Rule.S4);
    }

    @Test
    void keepsTheGapAfterAContactThatAnotherProcessHad() {
        admit(Demands.of("a", "h1").gapMillis(100));
        throttle.apply(new Event.ContactedBefore("a", -40 * MS));

        assertWait(connect("a", 0), 60, Rule.S4);
        assertWait(read("a", 0), 60, Rule.S4);
        assertGo(read("a", 60));
    }

    @Test
    void allowsOneRequestInFlightAndOnePermit() {
        admit(Demands.of("a", "h1").gapMillis(1));
        throttle.apply(new Event.Permitted("a", 0));
        assertNever(read("a", 1), Rule.S4);
        throttle.apply(new Event.Wrote("a", 10, MS));

        assertNever(read("a", 20), Rule.S4);
        assertThatThrownBy(() -> throttle.apply(new Event.Wrote("a", 10, MS)))
                .isInstanceOf(OutOfTurnException.class)
                .hasMessageContaining("without a permit");
    }

    @Test
    void endsAVisitAtEachTermOfItsBudget() {
        admit(Demands.of("a", "h1").gapMillis(1).frames(1));
        exchange("a", 0, 1);
        assertNever(read("a", 20), Rule.S5);
        assertNever(frame("a", FrameKind.CLOSE, 20), Rule.S5);

        admit(Demands.of("b", "h2").gapMillis(1).bytes(69));
        exchange("b", 20, 21);
        assertThat(throttle.decide(new Request.Frame("b", FrameKind.READ, 9), 40 * MS))
                .isEqualTo(Decision.GO);
        assertNever(read("b", 40), Rule.S5);

        admit(Demands.of("c", "h3").gapMillis(1).connections(1));
        throttle.apply(new Event.Connecting("c", 0));
        assertNever(connect("c", 1), Rule.S2);
        throttle.apply(new Event.Disconnected("c", MS));
        assertNever(connect("c", 5), Rule.S5);
    }

    @Test
    void letsOnlyClosingFramesGoAfterTheDeadline() {
        admit(Demands.of("a", "h1").gapMillis(100).deadline(Duration.ofSeconds(1)));
        exchange("a", 10, 20);
        assertGo(read("a", 1009));

        assertNever(read("a", 1010), Rule.S5);
        assertNever(connect("a", 1010), Rule.S5);
        assertGo(frame("a", FrameKind.CLOSE, 1010));
    }

    @Test
    void refusesAFrameWhoseQuietTimeEndsAfterTheDeadline() {
        admit(Demands.of("a", "h1").gapMillis(100).deadline(Duration.ofSeconds(1)));
        exchange("a", 0, 950);

        assertNever(read("a", 951), Rule.S5);
        assertWait(frame("a", FrameKind.CLOSE, 951), 1050, Rule.S4);
    }

    @Test
    void startsOnlyWhatEndsInsideTheWindow() {
        VisitDemand demand =
                Demands.of("a", "h1")
                        .gapMillis(1)
                        .worstCase(Duration.ofSeconds(5))
                        .notAfter(Duration.ofSeconds(8))
                        .build();
        assertNever(decide(new Request.Admission(demand), 3001), Rule.S11);
        assertGo(decide(new Request.Admission(demand), 3000));
        throttle.apply(new Event.Admitted(demand, 3000 * MS));

        assertGo(read("a", 7999));
        assertNever(read("a", 8000), Rule.S11);
        assertNever(connect("a", 8000), Rule.S11);
        assertGo(frame("a", FrameKind.CLOSE, 8000));
    }

    @Test
    void holdsOneVisitPerAddressAndGroupAndThreePerSite() {
        admit(Demands.of("a", "h1").groups("line"));
        assertWait(admission("b", "h1"), Rule.S2);
        assertWait(admission("b", "h2", "line"), Rule.S2);
        admit(Demands.of("c", "h3").groups("bus"));
        admit(Demands.of("d", "h4").groups("bus"));
        assertWait(admission("e", "h5"), Rule.S6);

        throttle.apply(new Event.Ended("a", Trouble.NONE, 0));
        assertWait(admission("e", "h5", "bus"), Rule.S2);
        assertGo(admission("b", "h1", "line"));
    }

    @Test
    void keepsTheSitesFramesApartFromTheTimeTheyWereWritten() {
        admit(Demands.of("a", "h1").gapMillis(1));
        admit(Demands.of("b", "h2").gapMillis(1));
        throttle.apply(new Event.Permitted("a", 0));
        assertThat(read("b", 50))
                .isInstanceOfSatisfying(
                        Decision.WaitUntil.class, w -> assertThat(w.rule()).isEqualTo(Rule.S6));
        throttle.apply(new Event.Wrote("a", 10, 60 * MS));

        assertWait(read("b", 61), 70, Rule.S6);
        assertGo(read("b", 70));
    }

    @Test
    void freesTheRateOfAnAbandonedPermit() {
        admit(Demands.of("a", "h1").gapMillis(1));
        admit(Demands.of("b", "h2").gapMillis(1));
        throttle.apply(new Event.Permitted("a", 0));
        throttle.apply(new Event.Abandoned("a", MS));

        assertGo(read("b", 1));
        assertGo(read("a", 1));
    }

    @Test
    void keepsAGroupsOwnRate() {
        admit(Demands.of("a", "h1").groups("slow").gapMillis(1));
        admit(Demands.of("b", "h2").groups("slow").gapMillis(1));
        admit(Demands.of("c", "h3").gapMillis(1));
        exchange("a", 0, 1);

        assertWait(read("b", 20), 500, Rule.S6);
        assertGo(read("c", 20));
    }

    @Test
    void restsABusInProportionToTheExchange() {
        admit(Demands.of("a", "h1").groups("bus").gapMillis(1));
        admit(Demands.of("b", "h2").groups("bus").gapMillis(1));
        throttle.apply(new Event.Permitted("a", 0));
        throttle.apply(new Event.Wrote("a", 10, 0));
        assertWait(read("b", 50), Rule.S6);
        throttle.apply(new Event.Answered("a", 10, 100 * MS));

        assertWait(read("a", 200), 1000, Rule.S6);
        assertWait(read("b", 200), 1000, Rule.S6);
        assertWait(connect("b", 200), 1000, Rule.S6);
        assertGo(read("b", 1000));
    }

    @Test
    void opensAGroupAtTwoTroubledVisitsHoweverManyWentWell() {
        end("a", "h1", Trouble.TROUBLED, "line");
        end("b", "h2", Trouble.NONE, "line");
        end("c", "h3", Trouble.SILENT_NEVER_ANSWERED, "line");
        assertGo(admission("x", "h9", "line"));
        end("d", "h4", Trouble.TROUBLED, "line");

        assertNever(admission("x", "h9", "line"), Rule.S7);
        assertThat(admission("x", "h9", "line").toString())
                .contains("group line opened: 2 of 3 visits");
        assertGo(admission("x", "h9"));
        assertNever(admissionAt("x", "h9", Duration.ofDays(1), "line"), Rule.S7);
    }

    @Test
    void opensAnAddressAtTwoTroubledVisits() {
        end("a", "h1", Trouble.TROUBLED);
        assertGo(admission("x", "h1"));
        end("b", "h1", Trouble.TROUBLED);

        assertNever(admission("x", "h1"), Rule.S7);
        assertGo(admission("x", "h2"));
    }

    @Test
    void opensTheSiteAtFiveTroubledVisits() {
        for (int i = 0; i < 4; i++) {
            end("t" + i, "h" + i, Trouble.TROUBLED);
        }
        assertGo(admission("x", "h9"));
        end("t4", "h4", Trouble.TROUBLED);

        assertNever(admission("x", "h9"), Rule.S7);
    }

    @Test
    void opensALargeSiteAtATenthOfTheVisitsThatAnswered() {
        for (int i = 0; i < 90; i++) {
            end("n" + i, "n" + i, Trouble.NONE);
            end("s" + i, "s" + i, Trouble.SILENT_NEVER_ANSWERED);
        }
        for (int i = 0; i < 9; i++) {
            end("t" + i, "t" + i, Trouble.TROUBLED);
        }
        assertGo(admission("x", "h9"));
        end("t9", "t9", Trouble.TROUBLED);

        assertThat(admission("x", "h9").toString()).contains("10 of 100 visits");
    }

    @Test
    void tellsHowItsBreakersStand() {
        end("one", "10.0.0.1", Trouble.NONE, "line");
        end("two", "10.0.0.2", Trouble.TROUBLED, "line");
        end("three", "10.0.0.3", Trouble.TROUBLED);
        end("four", "10.0.0.4", Trouble.TROUBLED, "line");

        assertThat(throttle.breakers())
                .extracting(BreakerState::words)
                .satisfiesExactly(
                        site ->
                                assertThat(site)
                                        .isEqualTo(
                                                "the site: closed, 3 of 4 visits troubled, opens"
                                                        + " at 5"),
                        line -> assertThat(line).contains("line: open, 2 of 3 visits troubled"));
    }

    @Test
    void endsOtherVisitsOfAnOpenedGroupButLetsThemClose() {
        admit(Demands.of("other", "h8").groups("bus").gapMillis(1));
        end("a", "h1", Trouble.TROUBLED, "bus");
        end("b", "h2", Trouble.TROUBLED, "bus");

        assertNever(read("other", 10), Rule.S7);
        assertNever(connect("other", 10), Rule.S7);
        assertGo(frame("other", FrameKind.CLOSE, 10));
    }

    @Test
    void letsOnlyClosingFramesGoAfterAStop() {
        admit(Demands.of("a", "h1").gapMillis(100));
        exchange("a", 0, 10);
        throttle.apply(new Event.Stopped("Ctrl-C", 20 * MS));
        throttle.apply(new Event.Stopped("later", 21 * MS));

        for (FrameKind kind : List.of(FrameKind.OPEN, FrameKind.READ, FrameKind.CONTINUE)) {
            assertThat(frame("a", kind, 500)).isEqualTo(new Decision.Never(Rule.S9, "Ctrl-C"));
        }
        assertNever(connect("a", 500), Rule.S9);
        assertNever(admission("b", "h2"), Rule.S9);
        assertWait(frame("a", FrameKind.CLOSE, 21), 110, Rule.S4);
        assertGo(frame("a", FrameKind.CLOSE, 110));
    }

    @Test
    void changesNothingWhenItDecides() {
        admit(Demands.of("a", "h1").gapMillis(1));
        for (int i = 0; i < 100; i++) {
            assertGo(read("a", 5));
            assertGo(connect("a", 5));
            assertGo(admission("b", "h2"));
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> read("nobody", 0)).isInstanceOf(OutOfTurnException.class);
        assertThatThrownBy(() -> admission("a", "h1", "undeclared"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("undeclared");
        assertThatThrownBy(() -> new Throttle(SiteLimits.DEFAULT, List.of(LINE, LINE)))
                .hasMessageContaining("two groups are named line");
        assertThatThrownBy(() -> new SiteLimits(0, 5)).hasMessageContaining("0 is outside 1");
        assertThatThrownBy(() -> new SiteLimits(1, Double.NaN)).hasMessageContaining("NaN");
    }

    private void admit(Demands demands) {
        VisitDemand demand = demands.build();
        assertGo(decide(new Request.Admission(demand), 0));
        throttle.apply(new Event.Admitted(demand, 0));
    }

    private void end(String visit, String address, Trouble trouble, String... groups) {
        admit(Demands.of(visit, address).groups(groups));
        throttle.apply(new Event.Ended(visit, trouble, 0));
    }

    private void exchange(String visit, long wroteMillis, long answeredMillis) {
        throttle.apply(new Event.Permitted(visit, wroteMillis * MS));
        throttle.apply(new Event.Wrote(visit, 10, wroteMillis * MS));
        throttle.apply(new Event.Answered(visit, 50, answeredMillis * MS));
    }

    private Decision decide(Request request, long nowMillis) {
        return throttle.decide(request, nowMillis * MS);
    }

    private Decision admission(String visit, String address, String... groups) {
        return admissionAt(visit, address, Duration.ZERO, groups);
    }

    private Decision admissionAt(String visit, String address, Duration now, String... groups) {
        VisitDemand demand = Demands.of(visit, address).groups(groups).build();
        return throttle.decide(new Request.Admission(demand), now.toNanos());
    }

    private Decision connect(String visit, long nowMillis) {
        return decide(new Request.Connect(visit), nowMillis);
    }

    private Decision read(String visit, long nowMillis) {
        return frame(visit, FrameKind.READ, nowMillis);
    }

    private Decision frame(String visit, FrameKind kind, long nowMillis) {
        return decide(new Request.Frame(visit, kind, 10), nowMillis);
    }

    private static void assertGo(Decision decision) {
        assertThat(decision).isEqualTo(Decision.GO);
    }

    private static void assertNever(Decision decision, Rule rule) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Never.class, n -> assertThat(n.rule()).isEqualTo(rule));
    }

    private static void assertWait(Decision decision, long untilMillis, Rule rule) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.WaitUntil.class,
                        wait -> {
                            assertThat(wait.nanos()).isEqualTo(untilMillis * MS);
                            assertThat(wait.rule()).isEqualTo(rule);
                        });
    }

    private static void assertWait(Decision decision, Rule rule) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.WaitUntil.class,
                        wait -> {
                            assertThat(wait.nanos()).isEqualTo(Decision.UNTIL_EVENT);
                            assertThat(wait.rule()).isEqualTo(rule);
                        });
    }
}
