package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryElectionTest {
    @TempDir private Path folder;

    private final SampleLedger ledger = new SampleLedger();

    @Test
    void asksWhichGoesFirstWhereNothingTells() {
        ScanPlan plan = plan(logix("a", ""), logix("b", ""));

        assertThat(plan.visits()).isEmpty();
        assertThat(plan.canaries()).isEmpty();
        assertThat(plan.devices()).allMatch(DevicePlan::awaitsCanary);
        assertThat(plan.devices().getFirst().withheld().orElseThrow())
                .satisfies(why -> {
                    assertThat(why.rule()).isEqualTo("S8");
                    assertThat(why.due()).isTrue();
                    assertThat(why.reason()).contains("logix", "--canary a", "canary: true");
                });
    }

    @Test
    void takesTheOperatorsWordBeforeTheSiteFiles() {
        Site site =
                site(logix("a", "criticality: low"), logix("b", "canary: true"), logix("c", ""));

        assertThat(canary(plan(site, _ -> Optional.empty(), "c")).chosenBy())
                .isEqualTo("named by the operator");
        assertThat(canary(plan(site, _ -> Optional.empty())).device()).isEqualTo("b");
    }

    @Test
    void takesTheLeastCriticalOne() {
        Canary canary =
                canary(
                        plan(
                                logix("a", "criticality: high"),
                                logix("b", ""),
                                logix("c", "criticality: medium")));

        assertThat(canary.device()).isEqualTo("c");
        assertThat(canary.chosenBy()).isEqualTo("lowest criticality: medium");
        assertThat(canary.waiting()).containsExactly("a", "b");
    }

    @Test
    void aSpareAddressIsNoCanaryWhereADeviceIsExpected() {
        assertThat(canary(plan(logix("a", "spare: true"), logix("b", ""))).device()).isEqualTo("b");
        assertThat(canary(plan(logix("a", "spare: true"), logix("b", "spare: true"))).chosenBy())
                .isEqualTo("nothing is expected at any of them");
    }

    @Test
    void theOnlyOneOfItsKindIsLookedAtAgainAfterAMinute() {
        ScanPlan plan = plan(logix("a", ""));

        assertThat(canary(plan).pause()).isEqualTo(CanaryElection.PAUSE).hasSeconds(60);
        DevicePlan device = plan.devices().getFirst();
        SecondLook look = device.look().orElseThrow();
        assertThat(look.cost().frames()).isEqualTo(1);
        assertThat(look.cost().connections()).isZero();
        assertThat(device.worstCase()).isEqualTo(device.visitCost().plus(look.cost()));
        assertThat(plan.worstCase().frames()).isEqualTo(device.visitCost().frames() + 1);
        assertThat(plan.expected()).isGreaterThan(CanaryElection.PAUSE);
    }

    @Test
    void theSecondLookIsTheLightestReadOfEachProtocol() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, protocol: s7, profile: quick-s7, canary:"
                                + " true",
                        "name: b, address: 127.20.0.2, protocol: modbus, profile: quick-m340,"
                                + " canary: true",
                        "name: c, address: 127.20.0.3, protocol: modbus, profile: quick-gateway,"
                                + " units: [3, 9], canary: true");

        assertThat(lookSteps(plan, 0))
                .containsExactly("cotp-connect", "setup", "szl-0011", "cotp-disconnect");
        assertThat(lookSteps(plan, 1)).containsExactly("device-id-basic");
        assertThat(lookSteps(plan, 2)).containsExactly("device-id-basic");
        assertThat(plan.devices().get(2).look().orElseThrow().dialogue().legs())
                .allMatch(leg -> leg.id().startsWith("look-"));
    }

    @Test
    void devicesOfAnotherFirmwareAreAnotherKind() {
        Function<Endpoint, Optional<KnownFacts>> baseline =
                endpoint -> Optional.of(firmware(endpoint.name().equals("c") ? "20.19" : "20.12"));

        ScanPlan plan =
                plan(site(logix("a", "canary: true"), logix("b", ""), logix("c", "")), baseline);

        assertThat(plan.canaries())
                .extracting(Canary::kind, Canary::device, Canary::waiting)
                .containsExactly(
                        tuple("logix, 1756-L61, firmware 20.12", "a", List.of("b")),
                        tuple("logix, 1756-L61, firmware 20.19", "c", List.of()));
    }

    @Test
    void aProvenKindNeedsNoCanary() {
        ledger.clear(clearanceOf(plan(logix("a", ""))), SamplePlans.NOW);

        ScanPlan plan = plan(logix("a", ""), logix("b", ""));

        assertThat(plan.canaries()).isEmpty();
        assertThat(plan.visits()).hasSize(2);
        assertThat(plan.devices()).allMatch(device -> device.look().isEmpty());
    }

    @Test
    void aKindWhoseCanaryIsWithheldStaysAway() {
        ScanPlan plan = plan(logix("a", "canary: true"), logix("b", ""));

        ScanPlan without =
                plan.withholding(device ->
                        device.name().equals("a")
                                ? Optional.of(Withholding.missed("S5", "not approved"))
                                : Optional.empty());

        assertThat(without.visits()).isEmpty();
        assertThat(without.canaries()).isEmpty();
        assertThat(without.devices().getLast().withheld())
                .contains(Withholding.missed("S8", "a, the first of its kind, is withheld"));
        assertThat(without.worstCase()).isEqualTo(Load.NONE);
    }

    @Test
    void simulatedDevicesFollowTheRuleOnlyWhereOneIsDeclared() {
        String quick = "protocol: enip, profile: quick-logix";
        String a = "name: a, address: 127.20.0.1, " + quick;
        String b = "name: b, address: 127.20.0.2, " + quick;

        assertThat(plan(a, b).canaries()).isEmpty();
        assertThat(plan(a, b).visits()).hasSize(2);
        assertThat(canary(plan(a, b + ", canary: true")).pause())
                .isEqualTo(CanaryElection.SIMULATED_PAUSE);
    }

    @Test
    void theHashDoesNotDependOnWhichKindsAreProven() {
        ScanPlan before = plan(logix("a", ""));
        ledger.clear(clearanceOf(before), SamplePlans.NOW);

        assertThat(plan(logix("a", "")).hash()).isEqualTo(before.hash());
    }

    private static Ledger.Clearance clearanceOf(ScanPlan plan) {
        VisitPlan visit = plan.visits().getFirst();
        return visit.clearance(List.of(visit.parts().getFirst().kind()), plan.version());
    }

    private static KnownFacts firmware(String revision) {
        return new KnownFacts(
                Optional.empty(), Optional.of("1756-L61"), Optional.empty(), Optional.of(revision));
    }

    private static Canary canary(ScanPlan plan) {
        assertThat(plan.canaries()).hasSize(1);
        return plan.canaries().getFirst();
    }

    private static List<String> lookSteps(ScanPlan plan, int device) {
        return plan.devices().get(device).look().orElseThrow().dialogue().legs().stream()
                .map(Leg::steps)
                .flatMap(List::stream)
                .map(Step::id)
                .toList();
    }

    private static String logix(String name, String more) {
        return "name: %s, address: 10.20.1.%d, protocol: enip, profile: logix%s"
                .formatted(name, (int) name.charAt(0), more.isEmpty() ? "" : ", " + more);
    }

    private Site site(String... devices) {
        return SamplePlans.site(folder, SamplePlans.siteOf(devices));
    }

    private ScanPlan plan(String... devices) {
        return plan(site(devices), _ -> Optional.empty());
    }

    private ScanPlan plan(
            Site site, Function<Endpoint, Optional<KnownFacts>> baseline, String... named) {
        return new Planner(SamplePlans.PROFILES, baseline, ledger, SamplePlans.VERSION)
                .plan(site, List.of(), Set.copyOf(Stream.of(named).toList()), SamplePlans.NOW);
    }
}
