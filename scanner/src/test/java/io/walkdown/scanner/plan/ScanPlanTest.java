package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.GroupLimits;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.SiteLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanPlanTest {
    private static final String M340 = ", protocol: modbus, profile: quick-m340";
    private static final String S7 = ", protocol: s7, profile: quick-s7";
    private static final String ENIP = ", protocol: enip, profile: quick-logix";

    @TempDir private Path folder;

    @Test
    void holdsTheExactBytesOfEveryStep() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1" + M340,
                        "name: b, address: 127.20.0.2, slots: [3]" + ENIP,
                        "name: c, address: 127.20.0.3, rack: 1, slot: 2" + S7);

        assertThat(frames(plan, 0))
                .containsExactly(
                        "device-id-basic ....00000005ff2b0e0100",
                        "device-id-basic-more ....00000005ff2b0e01..",
                        "device-id-regular ....00000005ff2b0e0200",
                        "device-id-regular-more ....00000005ff2b0e02..");
        assertThat(frames(plan, 1))
                .hasSize(4)
                .startsWith(
                        "list-identity 63000000000000000000000077616c6b646f776e00000000",
                        "register-session"
                                + " 65000400000000000000000077616c6b646f776e0000000001000000")
                .endsWith("unregister-session 66000000........0000000077616c6b646f776e00000000");
        assertThat(frames(plan, 1).get(2))
                .startsWith("slot-3 6f002400........")
                .endsWith("01000103");
        assertThat(frames(plan, 2))
                .startsWith(
                        "cotp-connect 0300001611e00000001400c1020100c2020322c0010a",
                        "setup" + " 0300001902f08032010000....00080000f0000001000101e0",
                        "szl-0011"
                                + " 0300002102f08032070000....000800080001120411440100ff09000400110000")
                .endsWith("cotp-disconnect 0300000b0680....001400");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s7-300  |                                        | 0302",
                "s7-400  |                                        | 0302",
                "quick-s7|                                        | 0302",
                "s7-1500 |                                        | 0301",
                "s7-1500 | rack: 2, slot: 3,                      | 0343",
                "s7-1500 | s7: {group: op}, slot: 1,              | 0201",
                "s7-1500 | 's7: {remoteTsap: \"10.00\"},'        | 1000",
            })
    void callsExactlyOneTsap(String profile, String place, String tsap) {
        String device =
                "name: a, address: 127.20.0.1, protocol: s7, profile: %s, %s"
                                .formatted(profile, place == null ? "" : place)
                        + " acknowledge: {rule: S2, by: J, reason: r, until: 2026-12-31}";

        List<String> frames = frames(plan(device), 0);

        assertThat(frames.getFirst()).contains("c202" + tsap);
        assertThat(frames.subList(1, frames.size()))
                .noneMatch(frame -> frame.contains("cotp-connect"));
    }

    @Test
    void devicesOfOneAddressAreOneVisit() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1" + M340,
                        "name: b, address: 127.20.0.2" + M340,
                        "name: c, address: 127.20.0.1" + ENIP);

        assertThat(plan.visits())
                .extracting(VisitPlan::address)
                .containsExactly("127.20.0.1", "127.20.0.2");
        assertThat(plan.visits().getFirst().parts())
                .extracting(DevicePlan::name)
                .containsExactly("a", "c");
        assertThat(plan.visits().getFirst().demand().visit()).isEqualTo("127.20.0.1");
    }

    @Test
    void entriesOfOneEndpointAreOneConversation() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, protocol: modbus, profile: quick-gateway, unit: 1",
                        "name: b, address: 127.20.0.1, protocol: modbus, profile: quick-gateway, unit: 7");

        assertThat(plan.devices())
                .singleElement()
                .satisfies(device -> assertThat(device.name()).isEqualTo("a"));
        assertThat(frames(plan, 0))
                .containsExactly(
                        "device-id-basic-u1 ....00000005012b0e0100",
                        "device-id-basic-u7 ....00000005072b0e0100");
    }

    @Test
    void aWithheldDeviceLeavesItsVisitToTheOthers() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, protocol: s7, profile: s7-300",
                        "name: b, address: 127.20.0.1" + M340);

        assertThat(plan.visits().getFirst().parts())
                .extracting(DevicePlan::name)
                .containsExactly("b");
        assertThatThrownBy(() -> new VisitPlan("127.20.0.1", plan.devices()))
                .hasMessage("a visit to 127.20.0.1 that sends nothing");
    }

    @Test
    void theGroupWithMostWorkGoesFirstAndTheShortestVisitLast() {
        // seconds: enip 0.555, m340 3.025, s7 6.205; the line allows one visit at a time
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(
                                "groups: {line: {kind: switch}}",
                                List.of(
                                        "name: a, address: 127.20.0.1" + M340,
                                        "name: b, address: 127.20.0.2" + ENIP,
                                        "name: c, address: 127.20.0.3" + S7,
                                        "name: d, address: 127.20.0.4, groups: [line]" + M340,
                                        "name: e, address: 127.20.0.5, groups: [line]" + M340,
                                        "name: f, address: 127.20.0.6, groups: [line]" + M340)));

        assertThat(plan.startOrder())
                .extracting(visit -> visit.parts().getFirst().name())
                .containsExactly("d", "c", "e", "a", "f", "b");
    }

    @Test
    void handsTheSitesLimitsToTheThrottle() {
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(
                                "limits: {concurrentVisits: 3, framesPerSecond: 7}\n"
                                        + "groups: {line: {kind: serial-gateway,"
                                        + " concurrentVisits: 1, framesPerSecond: 0.5,"
                                        + " busTimePercent: 1}}",
                                List.of(
                                        "name: a, address: 127.20.0.1, groups: [line, rack]"
                                                + M340)));

        assertThat(plan.siteLimits()).isEqualTo(new SiteLimits(3, 7));
        assertThat(plan.groupLimits())
                .containsExactly(
                        new GroupLimits(
                                "line",
                                "serial-gateway",
                                1,
                                OptionalDouble.of(0.5),
                                OptionalDouble.of(1)),
                        new GroupLimits(
                                "rack",
                                "other",
                                1,
                                OptionalDouble.empty(),
                                OptionalDouble.empty()));
        assertThat(plan.visits().getFirst().demand().groups())
                .containsExactlyInAnyOrder("line", "rack");
    }

    @Test
    void tellsTheLedgerWhatAVisitMayUse() {
        DevicePlan device =
                plan("name: a, address: 127.20.0.1, port: 1502" + M340).devices().getFirst();

        assertThat(device.ledgerKey()).isEqualTo(new Ledger.Key("127.20.0.1", 1502));
        assertThat(device.allowance())
                .isEqualTo(
                        new Ledger.Allowance(
                                Duration.ofSeconds(1),
                                1,
                                device.worstCase().frames(),
                                device.worstCase().seconds()));
    }

    @Test
    void tellsWhenTheNextDeviceIsDue() {
        var later = new Standing.NotBefore(SamplePlans.NOW.plusSeconds(90), Rule.S10, "visited");
        var sooner = new Standing.NotBefore(SamplePlans.NOW.plusSeconds(60), Rule.S10, "visited");
        var held = new Standing.Locked("process 17", SamplePlans.NOW);
        String text =
                SamplePlans.siteOf(
                        "name: a, address: 127.20.0.1" + M340,
                        "name: b, address: 127.20.0.2" + M340,
                        "name: c, address: 127.20.0.3" + M340);

        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        text,
                        SamplePlans.PROFILES,
                        new SampleLedger(
                                Map.of(
                                        "127.20.0.1",
                                        later,
                                        "127.20.0.2",
                                        sooner,
                                        "127.20.0.3",
                                        held),
                                new ArrayList<>()));

        assertThat(plan.nextDue()).contains(sooner.free());
        assertThat(plan("name: a, address: 127.20.0.1" + M340).nextDue()).isEmpty();
    }

    @Test
    void holdsForAWeekAndOneRun() {
        ScanPlan plan = plan("name: a, address: 127.20.0.1" + M340);

        assertThat(plan.made()).isEqualTo(SamplePlans.NOW);
        assertThat(plan.validUntil()).isEqualTo("2026-11-30T12:00:00Z");
        assertThat(ScanPlan.RUNS).isEqualTo(1);
        assertThat(plan.expectedEnd())
                .isEqualTo(plan.made().plus(plan.expected()))
                .isAfter(plan.made())
                .isBefore(plan.made().plus(plan.worstCase().seconds()));
    }

    private ScanPlan plan(String... devices) {
        return SamplePlans.plan(folder, SamplePlans.siteOf(devices));
    }

    /// Each step's id and bytes, in order.
    private static List<String> frames(ScanPlan plan, int device) {
        return plan.devices().get(device).legs().stream()
                .flatMap(leg -> leg.steps().stream())
                .map(ScanPlanTest::frame)
                .toList();
    }

    private static String frame(Step step) {
        return step.id() + " " + step.template().hex();
    }
}
