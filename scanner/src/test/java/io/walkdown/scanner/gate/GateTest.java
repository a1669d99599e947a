package io.walkdown.scanner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.DriftDetection;
import io.walkdown.scanner.baseline.Human;
import io.walkdown.scanner.gate.Verdict.Outcome;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
    private static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @TempDir Path folder = Path.of("");

    private String policy = "version: 1\n";
    private String waivers = "version: 1\n";
    private Zones zones = Zones.UNKNOWN;
    private boolean complete = true;
    private ProbeOutcome outcome = new ProbeOutcome.Identified();
    private boolean due = true;

    /// One Siemens CPU at 10.1.0.11, with that serial number and firmware.
    private Observations seen(String serial, String firmware) {
        var findings = new Findings("s7", InstantSource.fixed(AT));
        findings.device().told(NameplateField.MANUFACTURER, "Siemens", "read");
        findings.device().told(NameplateField.ORDER_NUMBER, "6ES7 315-2EH14", "read");
        findings.device().told(NameplateField.SERIAL_NUMBER, serial, "read");
        findings.device().told(NameplateField.FIRMWARE_REVISION, firmware, "read");
        var visit =
                new Visit(
                        "filler",
                        "10.1.0.11",
                        102,
                        "s7",
                        "s7-300",
                        outcome,
                        Load.NONE,
                        Load.NONE,
                        List.of(),
                        0,
                        Optional.of(AT),
                        due);
        var asset =
                new Asset("filler", "10.1.0.11", "s7", findings.nameplate(), findings.modules());
        var run = new Observations.Run("20261123T073500Z-1f0a", AT, AT, "ab12", 0);
        return new Observations("plant-7", complete, run, List.of(visit), List.of(asset));
    }

    private static Baseline critical(Baseline baseline) {
        AcceptedAsset it = baseline.assets().getFirst();
        return new Baseline(
                List.of(
                        new AcceptedAsset(
                                it.name(),
                                it.formerNames(),
                                it.place(),
                                it.observed(),
                                it.modules(),
                                new Human("Ann", "Critical", "", "", List.of()))));
    }

    private Verdict judge(Observations run) throws IOException {
        Policy read =
                ((PolicyFile.Reading.Read)
                                PolicyFile.read(
                                        Files.writeString(folder.resolve("policy.yaml"), policy)))
                        .policy();
        List<Waiver> waived =
                ((WaiverFile.Reading.Read)
                                WaiverFile.read(
                                        Files.writeString(folder.resolve("waivers.yaml"), waivers)))
                        .waivers();
        Baseline baseline = critical(Baseline.of(seen("SN-1", "V2.8.1")));
        return new Gate(
                        read,
                        waived,
                        zones,
                        new Threshold(Concern.all(), read.failOnSeverity().orElse(Severity.INFO)))
                .judge(baseline, run, DriftDetection.compare(baseline, run, read.drift()), TODAY);
    }

    private static List<String> told(Verdict verdict) {
        return verdict.findings().stream()
                .map(it -> it.severity().id() + " " + it.subject().id() + ": " + it.because())
                .toList();
    }

    @Test
    void theFirstRuleThatAppliesDecidesAndIsNamed() throws IOException {
        policy =
                """
                version: 1
                severities:
                  - {kind: module, severity: info}
                  - {manufacturer: siemens, criticality: critical, field: firmware*, severity: critical}
                  - {kind: firmware, severity: low}
                """;

        assertThat(told(judge(seen("SN-1", "V3.0"))))
                .containsExactly(
                        "critical filler/firmwareRevision: the policy's severities[1], line 4");
    }

    @Test
    void withoutAPolicyEachKindHasItsSeverity() throws IOException {
        assertThat(told(judge(seen("SN-1", "V3.0"))))
                .containsExactly("high filler/firmwareRevision: the default for firmware-changed");
    }

    @Test
    void aRuleOnZonesThatNobodyKnowsIsToldAndNeverPassesForNoDrift() throws IOException {
        policy =
                """
                version: 1
                failOnSeverity: critical
                severities:
                  - {zone: Cell 3, severity: critical}
                """;

        Verdict verdict = judge(seen("SN-1", "V3.0"));

        assertThat(verdict.failing()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(verdict.notes().notJudged())
                .containsExactly(new Verdict.NotJudged("severities[0], line 4", 1));
        assertThat(judge(seen("SN-1", "V2.8.1")).outcome())
                .as("nothing to judge")
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void withASiteFileTheZoneDecides() throws IOException {
        policy =
                """
                version: 1
                failOnSeverity: critical
                severities:
                  - {zone: cell 3, severity: critical}
                """;
        Path site =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        """
                        version: 1
                        site: plant-7
                        scope: [10.1.0.0/24]
                        windows: any
                        devices:
                          - {name: filler, address: 10.1.0.11, protocol: s7, zone: Cell 3}
                        """);
        var known = new KnownProfiles(_ -> true, _ -> Optional.empty());
        zones = Zones.of(((SiteFile.Result.Loaded) SiteFile.read(site, known, AT)).site());

        assertThat(judge(seen("SN-1", "V3.0")).outcome()).isEqualTo(Outcome.FAILED);
    }

    /// The accepted device with another visit, and nothing that was observed of it.
    private Observations silent(ProbeOutcome how, boolean expected) {
        outcome = how;
        due = expected;
        Observations run = seen("SN-1", "V2.8.1");
        outcome = new ProbeOutcome.Identified();
        due = true;
        return new Observations(run.site(), complete, run.run(), run.visits(), List.of());
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(new ProbeOutcome.Partial("x"), "partial 1"),
                Arguments.of(new ProbeOutcome.Silent("x"), "silent 1"),
                Arguments.of(new ProbeOutcome.Refused("x"), "refused 1"),
                Arguments.of(new ProbeOutcome.Reset("x"), "reset 1"),
                Arguments.of(new ProbeOutcome.Closed("x"), "closed 1"),
                Arguments.of(new ProbeOutcome.Busy("x"), "busy 1"),
                Arguments.of(new ProbeOutcome.Malformed("x"), "malformed 1"),
                Arguments.of(new ProbeOutcome.NotSpoken("x"), "not-spoken 1"),
                Arguments.of(new ProbeOutcome.Withheld("S8", "x"), "withheld 1"),
                Arguments.of(new ProbeOutcome.Stopped("x"), "stopped 1"));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aRunThatIsMarkedCompleteAgainstItsOwnVisitsIsIncomplete(ProbeOutcome how, String told)
            throws IOException {
        Verdict verdict = judge(silent(how, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(verdict.unseen())
                .singleElement()
                .extracting(it -> it.subject().words().why())
                .asString()
                .endsWith("visits that were due did not end whole: " + told);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void whatWasNotDueIsListedAndIsNotMissed(ProbeOutcome how, String told) throws IOException {
        Verdict verdict = judge(silent(how, false));

        assertThat(verdict.outcome()).as(told).isEqualTo(Outcome.PASSED);
        assertThat(verdict.told()).hasSize(1);
    }

    @Test
    void anIdentifiedDeviceWithoutAnAssetIsNotSeen() throws IOException {
        Verdict verdict = judge(silent(new ProbeOutcome.Identified(), true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(told(verdict)).anyMatch(it -> it.startsWith("medium incomplete"));
    }

    @Test
    void anAcceptedDeviceWithoutAVisitIsNotSeenUnlessSomebodyWaivedItsAbsence() throws IOException {
        policy = "version: 1\nfailOnSeverity: critical\n";
        Observations run = seen("SN-1", "V2.8.1");
        var none =
                new Observations(run.site(), true, run.run(), List.<Visit>of(), List.<Asset>of());

        assertThat(judge(none).outcome()).isEqualTo(Outcome.INCOMPLETE);

        waivers =
                """
                version: 1
                waivers:
                  - {id: filler/vanished, reason: line 2 is rebuilt, owner: Ann, expires: 2026-12-31}
                """;
        assertThat(judge(none).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void requiredFieldsAndForbiddenFirmwareAreFindings() throws IOException {
        policy =
                """
                version: 1
                required:
                  - {fields: [location, human.owner, human.location, serialNumber]}
                  - {fields: location, severity: critical}
                forbidden:
                  - {product: 6ES7 315*, before: "V2.9", reason: reads anybody's blocks}
                  - {firmware: V2.8.1, reason: a second rule for the same}
                """;

        assertThat(told(judge(seen("SN-1", "V2.8.1"))))
                .containsExactly(
                        "medium filler/human.location/required-field: the default for"
                                + " required-field",
                        "medium filler/location/required-field: the default for required-field",
                        "critical filler/forbidden-firmware: the default for forbidden-firmware");
        assertThat(told(judge(seen("SN-1", "V2.9"))))
                .as("what runs now counts, not what was accepted")
                .noneMatch(it -> it.contains("forbidden"));
    }

    @Test
    void anIncompleteRunNeverPasses() throws IOException {
        complete = false;

        Verdict verdict = judge(seen("SN-1", "V2.8.1"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(verdict.unseen()).hasSize(1);
    }

    @Test
    void aWaiverHoldsToItsLastDayAndForItsValueAlone() throws IOException {
        waivers =
                """
                version: 1
                waivers:
                  - {id: FILLER/firmwareRevision, now: V3.0, reason: r, owner: o, expires: 2026-11-23}
                """;

        assertThat(judge(seen("SN-1", "V3.0")).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(judge(seen("SN-1", "V6.6")).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(judge(seen("SN-1", "V6.6")).notes().unused()).hasSize(1);
    }

    @Test
    void anExpiredWaiverIsToldAndWaivesNothing() throws IOException {
        waivers =
                """
                version: 1
                waivers:
                  - {asset: filler, reason: r, owner: o, expires: 2026-11-22}
                """;

        Verdict verdict = judge(seen("SN-1", "V3.0"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.notes().expired()).hasSize(1);
        assertThat(verdict.notes().unused()).isEmpty();
    }

    @Test
    void aReplacedDevicesFirmwareAndSerialNumberAreOfConcern() throws IOException {
        Verdict verdict = judge(seen("SN-2", "V3.0"));

        assertThat(verdict.findings())
                .singleElement()
                .extracting(it -> it.subject().concerns())
                .isEqualTo(Set.of(Concern.REPLACED, Concern.FIRMWARE, Concern.SERIAL));
    }

    @Test
    void fingerprintsHoldNoValueAndTellSitesAndAssetsApart() throws IOException {
        String first = judge(seen("SN-1", "V3.0")).findings().getFirst().fingerprint();
        String second = judge(seen("SN-1", "V4.0")).findings().getFirst().fingerprint();
        String replaced = judge(seen("SN-2", "V4.0")).findings().getFirst().fingerprint();

        assertThat(first).isEqualTo(second).matches("[0-9a-f]{64}").isNotEqualTo(replaced);
        assertThat(first)
                .as("a published value: tools keep it")
                .isEqualTo("acede0005e66f4182b040d9095877f3622096016170e8bbc36886cdc649193c3");
    }
}
