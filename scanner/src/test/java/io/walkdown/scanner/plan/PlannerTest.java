package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Site;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.Rule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final String AT = "name: a, address: 10.20.0.1, ";
    private static final String WAY_OUT =
            "; acknowledge: {rule: S2, by, reason, until} in site.yaml";
    private static final String ACKNOWLEDGED =
            ", acknowledge: {rule: S2, by: J. Smit, reason: counted on site, until: 2026-12-31}";

    @TempDir private Path folder;

    @Test
    void withholdsWhereNobodyDocumentedTheSlots() {
        var why = reason("protocol: s7, profile: s7-300, clients: 2");

        assertThat(why)
                .isEqualTo(
                        missed(
                                "S2",
                                "nobody documented how many connections a can hold" + WAY_OUT));
    }

    @Test
    void contactsWhereAPersonAnswersForTheSlots() {
        DevicePlan device = only("protocol: s7, profile: s7-300" + ACKNOWLEDGED);

        assertThat(device.contacted()).isTrue();
        assertThat(device.worstCase().frames()).isPositive();
    }

    @Test
    void anExpiredAcknowledgementAnswersForNothing() {
        String expired = ACKNOWLEDGED.replace("2026-12-31", "2026-11-22");

        assertThat(reason("protocol: s7, profile: s7-300" + expired).rule()).isEqualTo("S2");
    }

    @Test
    void anAcknowledgementOfAnotherRuleAnswersForNothing() {
        String other = ACKNOWLEDGED.replace("rule: S2", "rule: S3");

        assertThat(reason("protocol: s7, profile: s7-300" + other).rule()).isEqualTo("S2");
    }

    @Test
    void wantsTheClientsDeclaredWhereSlotsAreFew() {
        assertThat(reason("protocol: modbus, profile: wago-750"))
                .isEqualTo(
                        missed(
                                "S2",
                                "a has only 4 connections and the site file does not say how many"
                                        + " are in use (clients: N)"
                                        + WAY_OUT));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "3,true", "4,false", "9,false"})
    void leavesEveryDeclaredClientItsSlot(int clients, boolean contacted) {
        DevicePlan device = only("protocol: modbus, profile: wago-750, clients: " + clients);

        assertThat(device.contacted()).isEqualTo(contacted);
    }

    @Test
    void noAcknowledgementLiftsTheArithmeticOfSlots() {
        assertThat(reason("protocol: modbus, profile: wago-750, clients: 4" + ACKNOWLEDGED))
                .isEqualTo(
                        missed(
                                "S2",
                                "a has 4 connections, 0 reserved and 4 in use by its own clients:"
                                        + " none to spare"));
    }

    @Test
    void withholdsWhereTheDeviceWouldThrowAnotherClientOut() {
        assertThat(reason("protocol: modbus, profile: schneider-m2xx, clients: 1"))
                .isEqualTo(
                        missed(
                                "S2",
                                "a throws out its oldest client when all 4 connections are in use"
                                        + WAY_OUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"op", "pg"})
    void keepsTheConnectionsOfPanelsAndEngineeringStations(String group) {
        String device = "protocol: s7, profile: s7-1500, s7: {group: " + group + "}";

        assertThat(reason(device))
                .isEqualTo(
                        missed(
                                "S2",
                                "connections of the group "
                                        + group
                                        + " are kept for panels and engineering stations; use the"
                                        + " group other, or"
                                        + WAY_OUT.substring(1)));
        assertThat(only(device + ACKNOWLEDGED).contacted()).isTrue();
        assertThat(only("protocol: s7, profile: s7-1500").contacted()).isTrue();
    }

    @Test
    void neverContactsASafetySystemNorAnythingElseAtItsAddress() {
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(
                                "name: sis, address: 10.20.0.1, protocol: s7, profile: s7-1500,"
                                        + " safety: true",
                                "name: io, address: 10.20.0.1, protocol: modbus, profile: m580",
                                "name: b, address: 10.20.0.2, protocol: modbus, profile: m580"));

        assertThat(plan.withheld())
                .extracting(device -> device.name() + " " + device.withheld().orElseThrow())
                .containsExactly(
                        "sis " + notDue("S11", "sis is a safety system"),
                        "io " + notDue("S11", "sis is a safety system"));
        assertThat(plan.visits()).extracting(VisitPlan::address).containsExactly("10.20.0.2");
    }

    @Test
    void exclusionWinsOverEverything() {
        String text =
                SamplePlans.siteOf(
                        "exclude: [10.20.0.0/24]",
                        List.of(AT + "protocol: s7, profile: s7-1500" + ACKNOWLEDGED));

        assertThat(SamplePlans.plan(folder, text).devices().getFirst().withheld())
                .contains(notDue("S11", "exclude names 10.20.0.0/24"));
    }

    @Test
    void neverContactsAFamilyThatIsNeverContacted() {
        assertThat(reason("protocol: s7, profile: s7-300f" + ACKNOWLEDGED))
                .isEqualTo(notDue("S12", "profile s7-300f is never contacted"));
    }

    @Test
    void asksAnUnknownDeviceByNoConnection() {
        Withholding why = reason("protocol: modbus" + ACKNOWLEDGED);

        assertThat(why.rule()).isEqualTo("S12");
        assertThat(why.due()).isTrue();
        assertThat(why.reason())
                .startsWith(
                        "profile unknown is asked by UDP only and modbus needs TCP; name the"
                                + " device's profile: one of modbus-gateway-serial,")
                .contains("m340", "wago-750")
                .doesNotContain("quick", "s7-300", " unknown,");
    }

    @Test
    void asksAnUnknownDeviceOnlyWhereAPersonNamesIt() {
        String device = "protocol: enip, groups: [line]";

        assertThat(reason(device))
                .isEqualTo(
                        notDue(
                                "S10",
                                "profile unknown is visited by hand; name the device: --only a"));
        assertThat(only(device, "group=line").withheld().orElseThrow().rule()).isEqualTo("S10");
        assertThat(only(device, "10.20.0.1").contacted()).isTrue();
        assertThat(only(device, "A").worstCase().connections()).isZero();
    }

    @Test
    void refusesASimulatedProfileOutsideLoopback() {
        assertThat(reason("protocol: s7, profile: quick-s7"))
                .isEqualTo(
                        missed(
                                "S12",
                                "profile quick-s7 is simulated and holds in 127.0.0.0/8 alone"));
    }

    @Test
    void asksAGatewayForListedUnitsAlone() {
        assertThat(reason("protocol: modbus, profile: modbus-gateway-serial" + ACKNOWLEDGED))
                .isEqualTo(
                        missed(
                                "S12",
                                "a gateway is asked for listed units alone, and the site file"
                                        + " lists none (units: [1, 2])"));
    }

    @Test
    void leavesOutWhatNobodySelected() {
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(
                                AT + "protocol: modbus, profile: m580",
                                "name: b, address: 10.20.0.2, protocol: modbus, profile: m580"),
                        SamplePlans.PROFILES,
                        new SampleLedger(),
                        "b");

        assertThat(plan.only()).containsExactly("b");
        assertThat(plan.devices().getFirst().withheld())
                .contains(notDue(Withholding.NOT_SELECTED, "not selected by --only"));
        assertThat(plan.devices().getLast().contacted()).isTrue();
    }

    @Test
    void tellsWhenAVisitedDeviceIsDueAgain() {
        Instant free = SamplePlans.NOW.plusSeconds(3600);
        ScanPlan plan = planned(new Standing.NotBefore(free, Rule.S10, "visited 1 time in 24 h"));

        assertThat(plan.devices().getFirst().withheld())
                .contains(
                        new Withholding("S10", "visited 1 time in 24 h", Optional.of(free), false));
        assertThat(plan.nextDue()).contains(free);
        assertThat(plan.visits()).isEmpty();
        assertThat(plan.worstCase()).isEqualTo(Load.NONE);
    }

    @Test
    void countsADeviceOfTheBaselineThatTheLedgerDoesNotKnowAsVisitedNow() {
        var ledger = new SampleLedger().forgetting("10.20.0.1");
        var site =
                SamplePlans.site(folder, SamplePlans.siteOf(AT + "protocol: enip, profile: logix"));

        ScanPlan accepted = planned(ledger, site, Optional.of(KnownFacts.NONE));
        ScanPlan unknown = planned(ledger, site, Optional.empty());

        assertThat(accepted.devices().getFirst().withheld())
                .hasValueSatisfying(why -> {
                    assertThat(why.rule()).isEqualTo("S10");
                    assertThat(why.due()).isTrue();
                    assertThat(why.acknowledge()).contains("10.20.0.1:44818/S10");
                    assertThat(why.reason()).contains("visited now", "10.20.0.1:44818/S10");
                });
        assertThat(accepted.hash()).isEqualTo(unknown.hash());
        assertThat(unknown.devices().getFirst().contacted()).isTrue();
    }

    private static ScanPlan planned(SampleLedger ledger, Site site, Optional<KnownFacts> baseline) {
        return new Planner(SamplePlans.PROFILES, _ -> baseline, ledger, SamplePlans.VERSION)
                .plan(site, List.of(), SamplePlans.NOW);
    }

    @Test
    void tellsWhoHoldsADevice() {
        Instant since = SamplePlans.NOW.minusSeconds(20);

        assertThat(
                        planned(new Standing.Locked("process 17", since))
                                .devices()
                                .getFirst()
                                .withheld())
                .contains(missed("S10", "held by process 17 since 2026-11-23T11:59:40Z"));
    }

    @Test
    void namesWhatIsToBeAcknowledged() {
        var open =
                new Standing.NeedsAcknowledgement(
                        Rule.S3, "the last close was never answered", "10.20.0.1:502/S3");

        assertThat(planned(open).devices().getFirst().withheld())
                .contains(
                        new Withholding(
                                "S3",
                                "the last close was never answered"
                                        + " (acknowledge 10.20.0.1:502/S3)",
                                Optional.empty(),
                                true,
                                Optional.of("10.20.0.1:502/S3")));
    }

    @Test
    void theLedgerIsNotAskedForWhatIsWithheldAnyway() {
        var notes = new ArrayList<String>();
        var ledger =
                new SampleLedger(
                        Map.of("10.20.0.1", new Standing.Locked("process 17", SamplePlans.NOW)),
                        notes);
        String text = SamplePlans.siteOf(AT + "protocol: s7, profile: s7-300");

        ScanPlan plan = SamplePlans.plan(folder, text, SamplePlans.PROFILES, ledger);

        assertThat(plan.devices().getFirst().withheld().orElseThrow().rule()).isEqualTo("S2");
        assertThat(notes).as("planning claims nothing").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s7, m340, szl-0011",
        "modbus, s7-1500, ",
        "enip, m580, list-identity",
    })
    void asksNothingThatTheProfileDoesNotAllow(String protocol, String profile, String read) {
        Withholding why =
                reason("protocol: %s, profile: %s%s".formatted(protocol, profile, ACKNOWLEDGED));

        assertThat(why.rule()).isEqualTo("S12");
        assertThat(why.due()).isTrue();
        assertThat(why.reason()).contains(read == null ? "no identification read" : read);
    }

    @Test
    void aForbiddenReadIsNotPlanned() {
        String device = "protocol: enip, profile: logix, slots: [0, 1]";
        ProfileLibrary without = SamplePlans.overlaid("profile: logix, forbid: [slot-identity]");

        assertThat(only(device).legs()).hasSize(2);
        assertThat(
                        SamplePlans.plan(
                                        folder,
                                        SamplePlans.siteOf(AT + device),
                                        without,
                                        new SampleLedger())
                                .devices()
                                .getFirst()
                                .legs())
                .singleElement()
                .satisfies(leg ->
                        assertThat(leg.steps())
                                .extracting(step -> step.request())
                                .containsExactly("list-identity"));
    }

    private ScanPlan planned(Standing standing) {
        return SamplePlans.plan(
                folder,
                SamplePlans.siteOf(AT + "protocol: modbus, profile: m580"),
                SamplePlans.PROFILES,
                new SampleLedger(Map.of("10.20.0.1", standing), new ArrayList<>()));
    }

    private Withholding reason(String device) {
        DevicePlan plan = only(device);
        assertThat(plan.worstCase()).isEqualTo(Load.NONE);
        return plan.withheld().orElseThrow();
    }

    private DevicePlan only(String device, String... selectors) {
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(AT + device),
                        SamplePlans.PROFILES,
                        new SampleLedger(),
                        selectors);
        assertThat(plan.devices()).hasSize(1);
        return plan.devices().getFirst();
    }

    private static Withholding missed(String rule, String reason) {
        return new Withholding(rule, reason, Optional.empty(), true);
    }

    private static Withholding notDue(String rule, String reason) {
        return new Withholding(rule, reason, Optional.empty(), false);
    }
}
