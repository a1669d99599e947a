package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.site.Parsed;
import io.walkdown.scanner.site.Selector;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.BootClock;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Claim;
import io.walkdown.throttle.Ledger.Used;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTest {
    private static final String FILLER =
            "name: filler, address: 127.20.0.1, protocol: s7, profile: quick-s7, clients: 0";
    private static final String RACK =
            "name: rack, address: 127.20.0.2, protocol: enip, profile: quick-logix,"
                    + " slots: [0, 4], clients: 0";
    private static final String METERS =
            "name: meters, address: 127.20.0.3, protocol: modbus, profile: quick-gateway,"
                    + " units: [1, 2, 7], clients: 0";

    @TempDir private Path folder;

    @Test
    void sendsWhatHasToComeBeforeAndNothingElse() {
        assertThat(steps(asked("filler", "szl-0011")))
                .containsExactly(
                        "cotp-connect", "setup", "szl-0011", "szl-0011-more", "cotp-disconnect");
        assertThat(steps(asked("filler", "szl-001c")))
                .contains("cotp-connect", "setup", "szl-0011", "szl-001c", "cotp-disconnect");
        assertThat(steps(asked("rack", "list-identity"))).containsExactly("list-identity");
    }

    @Test
    void asksOneUnitOrSlotOfSeveral() {
        DevicePlan slot = asked("rack", "slot-identity", OptionalInt.of(4));
        DevicePlan unit = asked("meters", "device-id-basic", OptionalInt.of(7));

        assertThat(frames(slot, Step.Kind.READ)).hasSize(2).last().asString().endsWith("01000104");
        assertThat(frames(unit, Step.Kind.READ)).singleElement().asString().contains("072b0e01");
        assertThat(unit.name()).isEqualTo("meters");
    }

    @Test
    void doesNotGuessWhichUnitIsMeant() {
        assertThat(ask("meters", "device-id-basic", OptionalInt.empty()))
                .isEqualTo(
                        new Asked.Unplannable(
                                "one request asks one unit, and meters has several",
                                "name one of [1, 2, 7], for example: ask device-id-basic 1"));
        assertThat(ask("meters", "device-id-basic", OptionalInt.of(9)))
                .isEqualTo(
                        new Asked.Unplannable(
                                "meters has no unit 9 to ask", "the site file lists [1, 2, 7]"));
        assertThat(ask("filler", "szl-0011", OptionalInt.of(1)))
                .isEqualTo(
                        new Asked.Unplannable(
                                "filler has no slot 1 to ask", "leave the number out"));
    }

    @Test
    void asksNothingThatAVisitWouldNotAsk() {
        assertThat(ask("meters", "report-server-id", OptionalInt.of(1)))
                .isEqualTo(
                        new Asked.Unplannable(
                                "report-server-id is not planned for meters under its profile"
                                        + " quick-gateway",
                                "it can be asked: device-id-basic"));
    }

    @Test
    void costsNoMoreThanAVisitAndDrawsOnItsAllowance() {
        for (String request : List.of("szl-0011", "szl-001c")) {
            DevicePlan asked = asked("filler", request);
            DevicePlan whole = whole("filler");

            assertThat(asked.worstCase().frames()).isLessThanOrEqualTo(whole.worstCase().frames());
            assertThat(asked.worstCase().bytes()).isLessThanOrEqualTo(whole.worstCase().bytes());
            assertThat(asked.worstCase().seconds())
                    .isLessThanOrEqualTo(whole.worstCase().seconds());
            assertThat(asked.allowance()).isEqualTo(whole.allowance());
            assertThat(asked.demand())
                    .isEqualTo(
                            new Ledger.Demand(
                                    Ledger.Purpose.ASK,
                                    asked.worstCase().frames(),
                                    asked.worstCase().seconds()));
        }
    }

    @Test
    void whatExceedsTheAllowanceIsRefusedWithTheTimeAtWhichItIsFree() {
        try (FileLedger ledger =
                FileLedger.open(new StateFolder(folder.resolve("state")), BootClock.NONE)) {
            DevicePlan first = planned("filler", "szl-0011", ledger, SamplePlans.NOW);
            assertThat(first.contacted()).isTrue();
            use(ledger, first, first.worstCase().frames(), SamplePlans.NOW);

            Instant soon = SamplePlans.NOW.plusMillis(200);
            DevicePlan second = planned("filler", "szl-0011", ledger, soon);
            ScanPlan scan = planner(ledger).plan(site(), List.of(), soon);
            DevicePlan later =
                    planned("filler", "szl-0011", ledger, SamplePlans.NOW.plusSeconds(1));

            assertThat(second.withheld())
                    .hasValueSatisfying(why -> {
                        assertThat(why.rule()).isEqualTo("S10");
                        assertThat(why.until()).contains(SamplePlans.NOW.plusSeconds(1));
                        assertThat(why.reason()).contains("and this can take");
                    });
            assertThat(scan.devices().getFirst().withheld())
                    .as("a visit would exceed it, too")
                    .hasValueSatisfying(why -> assertThat(why.rule()).isEqualTo("S10"));
            assertThat(later.contacted()).isTrue();
        }
    }

    @Test
    void severalQuestionsFitIntoOneVisitsAllowance() {
        try (FileLedger ledger =
                FileLedger.open(new StateFolder(folder.resolve("state")), BootClock.NONE)) {
            DevicePlan first = planned("rack", "list-identity", ledger, SamplePlans.NOW);
            use(ledger, first, 1, SamplePlans.NOW);

            assertThat(planned("rack", "list-identity", ledger, SamplePlans.NOW).contacted())
                    .isTrue();
        }
    }

    @Test
    void oneDeviceAloneIsAskedWhileNothingProvesItsKind() {
        String one = "name: one, address: 10.20.0.1, protocol: enip, profile: logix, clients: 0";
        String other = "name: two, address: 10.20.0.2, protocol: enip, profile: logix, clients: 0";
        Site site = SamplePlans.site(folder, SamplePlans.siteOf(one, other));
        var fresh = new SampleLedger().forgetting("10.20.0.2");
        var known = new SampleLedger();

        assertThat(device(planner(fresh), site, "one", "list-identity").contacted()).isTrue();
        assertThat(device(planner(known), site, "one", "list-identity").withheld())
                .hasValueSatisfying(why -> {
                    assertThat(why.rule()).isEqualTo("S8");
                    assertThat(why.reason()).contains("two is of the same kind");
                });
    }

    private static void use(Ledger ledger, DevicePlan device, int frames, Instant now) {
        Claim claim = ledger.claim(device.ledgerKey(), device.allowance(), device.demand(), now);
        try (var lease = ((Claim.Granted) claim).lease()) {
            lease.ended(
                    new Used(frames, Duration.ofMillis(20), "identified", false, List.of()), now);
        }
    }

    private Site site() {
        return SamplePlans.site(folder, SamplePlans.siteOf(FILLER, RACK, METERS));
    }

    private static Planner planner(Ledger ledger) {
        return new Planner(
                SamplePlans.PROFILES, _ -> Optional.empty(), ledger, SamplePlans.VERSION);
    }

    private DevicePlan whole(String name) {
        return planner(new SampleLedger())
                .plan(site(), List.of(), SamplePlans.NOW)
                .devices()
                .stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Asked ask(String name, String request, OptionalInt place) {
        return ask(planner(new SampleLedger()), site(), name, request, place, SamplePlans.NOW);
    }

    private static Asked ask(
            Planner planner,
            Site site,
            String name,
            String request,
            OptionalInt place,
            Instant now) {
        Selector selector = ((Parsed.Right<Selector>) Selector.parse(name)).value();
        return planner.ask(
                site,
                new Planner.Chosen(name, selector),
                ReadRequest.byId(request).orElseThrow(),
                place,
                now);
    }

    private DevicePlan asked(String name, String request) {
        return asked(name, request, OptionalInt.empty());
    }

    private DevicePlan asked(String name, String request, OptionalInt place) {
        return ((Asked.Planned) ask(name, request, place)).device();
    }

    private DevicePlan planned(String name, String request, Ledger ledger, Instant now) {
        return ((Asked.Planned)
                        ask(planner(ledger), site(), name, request, OptionalInt.empty(), now))
                .device();
    }

    private static DevicePlan device(Planner planner, Site site, String name, String request) {
        return ((Asked.Planned)
                        ask(planner, site, name, request, OptionalInt.empty(), SamplePlans.NOW))
                .device();
    }

    private static List<String> steps(DevicePlan device) {
        return device.legs().stream().flatMap(leg -> leg.steps().stream()).map(Step::id).toList();
    }

    private static List<String> frames(DevicePlan device, Step.Kind kind) {
        return device.legs().stream()
                .flatMap(leg -> leg.steps().stream())
                .filter(step -> step.kind() == kind)
                .map(step -> step.template().hex())
                .toList();
    }
}
