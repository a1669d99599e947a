package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.throttle.Ledger.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person approved is what runs: the hash tells every change of it, and nothing else.
class PlanHashTest {
    private static final List<String> DEVICES =
            List.of(
                    "name: a, address: 10.20.0.1, protocol: modbus, profile: m580, groups: [line]",
                    "name: b, address: 10.20.0.2, protocol: s7, profile: s7-1500, slot: 1",
                    "name: c, address: 10.20.0.3, protocol: enip, profile: logix, slots: [0, 1]",
                    "name: d, address: 10.20.0.4, protocol: modbus, profile: wago-750, clients: 1");
    private static final String LINES =
            """
            limits: {concurrentVisits: 2, framesPerSecond: 5}
            groups: {line: {kind: switch, busTimePercent: 10}}
            exclude: [10.20.9.0/24]\
            """;
    private static final String SITE = SamplePlans.siteOf(LINES, DEVICES);

    @TempDir private Path folder;

    @Test
    void isTheSameForTheSameInputs() {
        assertThat(hash(SITE)).matches("[0-9a-f]{64}").isEqualTo(hash(SITE));
    }

    @Test
    void doesNotKnowCommentsOrderOrSpelling() {
        String other =
                SamplePlans.siteOf(
                        """
                        exclude: [10.20.9.0/24] # the lab
                        groups:
                          line:
                            busTimePercent: 10.0
                            kind: switch
                        limits: {framesPerSecond: 5.00, concurrentVisits: 2}
                        schedule: '0 2 * * sun'
                        runs: elsewhere\
                        """,
                        DEVICES.reversed());

        assertThat(hash(other)).isEqualTo(hash(SITE));
    }

    @Test
    void doesNotKnowTheTimeNorTheLedger() {
        var held = new Standing.Locked("process 17", SamplePlans.NOW);
        var ledger = new SampleLedger(Map.of("10.20.0.1", held), new ArrayList<>());
        var site = SamplePlans.site(folder, SITE);
        var planner =
                new Planner(
                        SamplePlans.PROFILES, _ -> Optional.empty(), ledger, SamplePlans.VERSION);

        ScanPlan later = planner.plan(site, List.of(), SamplePlans.NOW.plusSeconds(86_400));

        assertThat(later.withheld()).hasSize(1);
        assertThat(later.hash()).isEqualTo(hash(SITE));
        assertThat(planner.permitted(site, List.of(), SamplePlans.NOW).hash())
                .isEqualTo(later.hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site: plant-7|site: plant-8",
                "concurrentVisits: 2|concurrentVisits: 3",
                "framesPerSecond: 5|framesPerSecond: 4",
                "busTimePercent: 10|busTimePercent: 9",
                "kind: switch|kind: ring",
                "127.20.0.0/16|127.20.0.0/17",
                "exclude: [10.20.9.0/24]|exclude: [10.20.8.0/24]",
                "exclude: [10.20.9.0/24]|exclude: []",
                "exclude: [10.20.9.0/24]|exclude: [10.20.0.4]",
                "windows: any|windows: [{days: mon, from: '22:00', to: '05:00'}]",
                "name: a|name: aa",
                "address: 10.20.0.1|address: 10.20.0.5",
                "groups: [line]|groups: []",
                "profile: m580|profile: quantum-noe",
                "slot: 1|slot: 2",
                "slot: 1|rack: 1, slot: 1",
                "slots: [0, 1]|slots: [0]",
                "clients: 1|clients: 2",
                "protocol: enip|port: 44819, protocol: enip",
                "protocol: enip|safety: true, protocol: enip",
                "protocol: enip|spare: true, protocol: enip",
                "slots: [0, 1]|slots: [0, 1], acknowledge: {rule: S2, by: J, reason: r, until: 2026-12-31}",
            })
    void tellsEveryChangeOfTheSite(String before, String after) {
        assertThat(SITE).contains(before);

        assertThat(hash(SITE.replace(before, after))).isNotEqualTo(hash(SITE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile: m580, gap: 251 ms",
                "profile: m580, connectTimeout: 2999 ms",
                "profile: m580, requestTimeout: 2999 ms",
                "profile: m580, closeTimeout: 1999 ms",
                "profile: m580, slots: 31 connections",
                "profile: m580, reserved: 1 connections",
                "profile: m580, revisit: 25 h",
                "profile: m580, requests: 3 reads",
                "profile: m580, forbid: [device-id-regular]",
                "profile: logix, forbid: [slot-identity]",
                "profile: logix, readsPerSlot: 1 reads, gap: 300 ms",
                "profile: s7-1500, forbid: [szl-001c]",
                "profile: s7-1500, componentListOrderNumbers: ['6ES7 510-.*'], reason: r, by: J,"
                        + " until: 2026-12-31",
                "profile: s7-1500, requestTimeout: 4 s, reason: r, by: J, until: 2026-12-31",
            })
    void tellsEveryChangeOfALimit(String overlay) {
        ProfileLibrary changed = SamplePlans.overlaid(overlay);

        assertThat(hash(SITE, changed)).isNotEqualTo(hash(SITE));
    }

    @Test
    void doesNotKnowLimitsThatNoDeviceHas() {
        ProfileLibrary changed = SamplePlans.overlaid("profile: m340, gap: 10 s");

        assertThat(hash(SITE, changed)).isEqualTo(hash(SITE));
    }

    @Test
    void doesNotKnowALooseningThatHasExpired() {
        ProfileLibrary expired =
                SamplePlans.overlaid(
                        "profile: m580, gap: 10 ms, reason: r, by: J, until: 2026-11-22");

        assertThat(hash(SITE, expired)).isEqualTo(hash(SITE));
    }

    @Test
    void tellsWhichDevicesWereSelectedInWhateverOrder() {
        assertThat(selected("a")).isNotEqualTo(hash(SITE)).isNotEqualTo(selected("b"));
        assertThat(selected("a", "b")).isEqualTo(selected("b", "a", "b"));
        assertThat(selected("10.20.0.1")).as("the same device").isNotEqualTo(selected("a"));
    }

    @Test
    void tellsTheVersionThatMadeIt() {
        var site = SamplePlans.site(folder, SITE);
        var other =
                new Planner(
                        SamplePlans.PROFILES, _ -> Optional.empty(), new SampleLedger(), "0.2.0");

        assertThat(other.plan(site, List.of(), SamplePlans.NOW).hash()).isNotEqualTo(hash(SITE));
    }

    @Property(tries = 60)
    void differsExactlyWhereTheWorstCaseOrTheSiteDoes(
            @ForAll @Size(2) List<@IntRange(min = 1, max = 3) Integer> visits,
            @ForAll @Size(2) List<@IntRange(min = 0, max = 2) Integer> slots,
            @ForAll @Size(2) List<@IntRange(min = 100, max = 102) Integer> gaps)
            throws IOException {
        Path anywhere = Files.createTempDirectory("plan-hash");

        List<ScanPlan> plans = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String text =
                    SamplePlans.siteOf(
                            "limits: {concurrentVisits: %d, framesPerSecond: 5}"
                                    .formatted(visits.get(i)),
                            List.of(
                                    "name: b, address: 10.20.0.2, protocol: s7, profile: s7-1500,"
                                            + " slot: "
                                            + slots.get(i)));
            ProfileLibrary profiles =
                    SamplePlans.overlaid("profile: s7-1500, gap: " + gaps.get(i) + " ms");
            plans.add(SamplePlans.plan(anywhere, text, profiles, new SampleLedger()));
        }

        boolean same =
                visits.getFirst().equals(visits.getLast())
                        && slots.getFirst().equals(slots.getLast())
                        && gaps.getFirst().equals(gaps.getLast());
        assertThat(plans.getFirst().hash().equals(plans.getLast().hash())).isEqualTo(same);
        Files.delete(anywhere.resolve("site.yaml"));
        Files.delete(anywhere);
    }

    private String hash(String site) {
        return hash(site, SamplePlans.PROFILES);
    }

    private String hash(String site, ProfileLibrary profiles) {
        return SamplePlans.plan(folder, site, profiles, new SampleLedger()).hash();
    }

    private String selected(String... only) {
        return SamplePlans.plan(folder, SITE, SamplePlans.PROFILES, new SampleLedger(), only)
                .hash();
    }
}
