package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The expected numbers are reckoned by hand from the quick profiles: gap 5 ms, connect 500 ms,
/// answer 150 ms, close 300 ms. Two visits at once and five frames a second make one frame wait up
/// to 400 ms.
class WorstCaseTest {
    private static final String M340 = "protocol: modbus, profile: quick-m340";
    private static final String GATEWAY =
            "name: g, address: 127.20.0.1, protocol: modbus, profile: quick-gateway, ";

    @TempDir private Path folder;

    @Test
    void takesEveryConditionAsTrueAndEveryRepeatAsUsed() {
        Load worst = only("name: a, address: 127.20.0.1, " + M340).worstCase();

        // basic and regular, each with one continuation: 11 bytes out, 260 back at most
        assertThat(worst.frames()).isEqualTo(4);
        assertThat(worst.bytes()).isEqualTo(4 * (11 + 260));
        assertThat(worst.connections()).isEqualTo(1);
        assertThat(worst.seconds()).isEqualTo(Duration.ofMillis(4 * (5 + 400 + 150) + 805));
    }

    @Test
    void aDatagramTakesNoConnection() {
        Load worst =
                only("name: a, address: 127.20.0.1, protocol: enip, profile: quick-logix")
                        .worstCase();

        assertThat(worst).isEqualTo(new Load(1, 24 + 512, 0, Duration.ofMillis(5 + 400 + 150)));
    }

    @Test
    void aClosingFrameWaitsForNoAnswer() {
        DevicePlan device =
                only("name: a, address: 127.20.0.1, protocol: s7, profile: quick-s7, slot: 2");

        int frames = device.worstCase().frames();
        assertThat(device.legs().getFirst().steps().getLast().kind()).isEqualTo(Step.Kind.CLOSE);
        assertThat(device.worstCase().seconds())
                .isEqualTo(Duration.ofMillis(frames * (5 + 400) + (frames - 1) * 150 + 805));
    }

    @Test
    void aSharedLineRestsAfterEachExchange() {
        DevicePlan device =
                only(
                        "groups: {line: {kind: serial-gateway, busTimePercent: 10}}",
                        GATEWAY + "units: [1, 2, 3], groups: [line]");

        // after 150 ms the line rests 1350 ms; units after the first may need a new connection
        assertThat(device.worstCase().frames()).isEqualTo(3);
        assertThat(device.worstCase().connections()).isEqualTo(3);
        assertThat(device.worstCase().seconds())
                .isEqualTo(Duration.ofMillis(3 * (5 + 400 + 150 + 1350) + 3 * 805));
    }

    @Test
    void ofSeveralGroupsTheStrictestHolds() {
        DevicePlan device =
                only(
                        "groups: {a: {kind: switch, busTimePercent: 50},"
                                + " b: {kind: serial-gateway, busTimePercent: 10}}",
                        GATEWAY + "units: [1], groups: [a, b]");

        assertThat(device.worstCase().seconds())
                .isEqualTo(Duration.ofMillis(5 + 400 + 150 + 1350 + 805));
    }

    @Test
    void aFrameWaitsForItsGroupsRateToo() {
        DevicePlan device =
                only(
                        "groups: {line: {kind: switch, framesPerSecond: 0.5,"
                                + " concurrentVisits: 2}}",
                        "name: a, address: 127.20.0.1, groups: [line], " + M340);

        assertThat(device.worstCase().seconds())
                .isEqualTo(Duration.ofMillis(4 * (5 + 400 + 4000 + 150) + 805));
    }

    @Test
    void devicesOfOneAddressKeepTheLongestQuietTimeOfAll() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, " + M340,
                        "name: b, address: 127.20.0.1, protocol: enip, profile: logix");

        assertThat(plan.visits())
                .singleElement()
                .satisfies(v -> assertThat(v.gap().nanos()).isEqualTo(250_000_000));
        assertThat(plan.devices().getFirst().visitCost().seconds())
                .isEqualTo(Duration.ofMillis(4 * (250 + 400 + 150) + 500 + 300 + 250));
    }

    @Test
    void devicesOfOneAddressWaitForTheGroupsOfAll() {
        ScanPlan plan =
                SamplePlans.plan(
                        folder,
                        SamplePlans.siteOf(
                                "groups: {line: {kind: serial-gateway, busTimePercent: 10}}",
                                List.of(
                                        "name: a, address: 127.20.0.1, " + M340,
                                        "name: b, address: 127.20.0.1, groups: [line],"
                                                + " protocol: enip, profile: quick-logix")));

        assertThat(plan.devices().getFirst().worstCase().seconds())
                .isEqualTo(Duration.ofMillis(4 * (5 + 400 + 150 + 1350) + 805));
    }

    @Test
    void aWithheldDeviceMakesNobodyWait() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, " + M340,
                        "name: b, address: 127.20.0.1, protocol: enip");

        assertThat(plan.devices().getLast().contacted()).isFalse();
        assertThat(plan.devices().getFirst().worstCase().seconds())
                .isEqualTo(Duration.ofMillis(4 * (5 + 400 + 150) + 805));
    }

    @Test
    void visitAndSiteAreTheSumsOfTheirDevices() {
        ScanPlan plan =
                plan(
                        "name: a, address: 127.20.0.1, " + M340,
                        "name: b, address: 127.20.0.1, protocol: enip, profile: quick-logix",
                        "name: c, address: 127.20.0.2, protocol: s7, profile: quick-s7",
                        "name: d, address: 127.20.0.3, protocol: s7, profile: s7-300");

        assertThat(plan.devices().getLast().contacted()).isFalse();
        Load a = plan.devices().get(0).worstCase();
        Load b = plan.devices().get(1).worstCase();
        Load c = plan.devices().get(2).worstCase();
        assertThat(plan.visits()).extracting(VisitPlan::worstCase).containsExactly(a.plus(b), c);
        assertThat(plan.worstCase()).isEqualTo(a.plus(b).plus(c));
        assertThat(plan.visits().getFirst().demand().allowance().frames())
                .isEqualTo(a.frames() + b.frames());
        assertThat(plan.visits().getFirst().demand().deadlineNanos())
                .isEqualTo(a.seconds().plus(b.seconds()).toNanos());
    }

    @Property(tries = 60)
    void isTheSumOverTheSteps(
            @ForAll @Size(min = 1, max = 12) Set<@IntRange(min = 1, max = 247) Integer> units,
            @ForAll @IntRange(min = 1, max = 8) int visits,
            @ForAll @IntRange(min = 1, max = 50) int framesPerSecond,
            @ForAll @IntRange(min = 1, max = 100) int percent)
            throws IOException {
        Path anywhere = Files.createTempDirectory("worst-case");
        String list = units.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String text =
                SamplePlans.siteOf(
                        "limits: {concurrentVisits: %d, framesPerSecond: %d}\n"
                                        .formatted(visits, framesPerSecond)
                                + "groups: {line: {kind: serial-gateway, busTimePercent: %d}}"
                                        .formatted(percent),
                        List.of(GATEWAY + "units: [" + list + "], groups: [line]"));

        DevicePlan device = SamplePlans.plan(anywhere, text).devices().getFirst();

        int frames = 0;
        long bytes = 0;
        double millis = 0;
        for (Step step : device.legs().getFirst().steps()) {
            frames += step.repeatMax();
            bytes += (long) step.repeatMax() * (step.template().length() + step.answerMax());
            millis +=
                    step.repeatMax() * (5 + 1000.0 * visits / framesPerSecond + 15_000.0 / percent);
        }
        Leg leg = device.legs().getFirst();
        assertThat(frames).isEqualTo(units.size());
        assertThat(device.worstCase().frames()).isEqualTo(frames);
        assertThat(device.worstCase().bytes()).isEqualTo(bytes);
        assertThat(device.worstCase().connections())
                .isEqualTo(leg.worstConnections())
                .isEqualTo(units.size());
        assertThat(device.worstCase().seconds().toNanos() / 1e6 - millis - units.size() * 805)
                .isBetween(-0.001, 0.001);
        Files.delete(anywhere.resolve("site.yaml"));
        Files.delete(anywhere);
    }

    private DevicePlan only(String device) {
        return plan(device).devices().getFirst();
    }

    private DevicePlan only(String groups, String device) {
        String text = SamplePlans.siteOf(groups, List.of(device));
        return SamplePlans.plan(folder, text).devices().getFirst();
    }

    private ScanPlan plan(String... devices) {
        return SamplePlans.plan(folder, SamplePlans.siteOf(devices));
    }
}
