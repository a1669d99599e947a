package io.walkdown.scanner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.site.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateFilesTest {
    @TempDir Path folder = Path.of("");

    private PolicyFile.Reading policy(String text) throws IOException {
        return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), text));
    }

    private WaiverFile.Reading waivers(String text) throws IOException {
        return WaiverFile.read(Files.writeString(folder.resolve("waivers.yaml"), text));
    }

    /// Line, field, rule, value and way out of each.
    private static List<String> told(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(it ->
                        "%d %s %s '%s' %s"
                                .formatted(
                                        it.line(), it.path(), it.rule(), it.value(), it.wayOut()))
                .toList();
    }

    @Test
    void readsAPolicyInYamlAndInJson() throws IOException {
        String yaml =
                """
                version: 1
                missesInARow: 5
                failOn: [firmware, replaced]
                failOnSeverity: high
                severities:
                  - {kind: [firmware, module], zone: Cell 3, manufacturer: Siem*, severity: critical}
                required:
                  - {fields: serialNumber, criticality: [high, critical]}
                forbidden:
                  - {product: 6ES7*, before: "V3.2", firmware: ["V9*"], reason: old}
                """;
        String json =
                """
                {"version": 1, "missesInARow": 5, "failOn": ["firmware", "replaced"],
                 "failOnSeverity": "high",
                 "severities": [
                  {"kind": ["firmware", "module"], "zone": "Cell 3", "manufacturer": "Siem*", "severity": "critical"}],
                 "required": [
                  {"fields": "serialNumber", "criticality": ["high", "critical"]}],
                 "forbidden": [
                  {"product": "6ES7*", "before": "V3.2", "firmware": ["V9*"], "reason": "old"}]}
                """;

        Policy read = ((PolicyFile.Reading.Read) policy(yaml)).policy();

        assertThat(read.drift().missesInARow()).isEqualTo(5);
        assertThat(read.failOn().orElseThrow())
                .containsExactlyInAnyOrder(Concern.FIRMWARE, Concern.REPLACED);
        assertThat(read.asksForZones()).isTrue();
        assertThat(((PolicyFile.Reading.Read) policy(json)).policy().toString())
                .isEqualTo(
                        read.toString()
                                .replace("line 6", "line 4")
                                .replace("line 8", "line 6")
                                .replace("line 10", "line 8"));
    }

    @Test
    void namesLineFieldRuleValueAndWayOutOfEveryMistakeAtOnce() throws IOException {
        var wrong =
                (PolicyFile.Reading.Wrong)
                        policy(
                                """
                                version: 2
                                missesInARow: 0
                                severitys: []
                                severities:
                                  - {kind: firmwares, severity: hihg}
                                  - {feild: model}
                                required:
                                  - {fields: [serialNumer], kind: module}
                                forbidden:
                                  - {product: x}
                                """);

        assertThat(told(wrong.diagnostics()))
                .containsExactly(
                        "1 version out-of-range '2' write a number from 1 to 1",
                        "2 missesInARow out-of-range '0' write a number from 1 to 100",
                        "3 severitys unknown-key 'severitys' did you mean severities?",
                        "5 severities[0].kind not-a-choice 'firmwares' did you mean firmware?",
                        "5 severities[0].severity not-a-choice 'hihg' did you mean high?",
                        "6 severities[1] missing-key '' write one of info, low, medium, high, critical",
                        "6 severities[1].feild unknown-key 'feild' did you mean field?",
                        "8 required[0].fields[0] not-a-choice 'serialNumer' did you mean serialNumber?",
                        "8 required[0].kind unknown-key 'module' it belongs to severities",
                        "10 forbidden[0] missing-key '' say why, for whoever reads the report",
                        "10 forbidden[0] missing-key '' write firmware: [\"V2.*\"], or before: \"V3.2\"");
    }

    @Test
    void aWaiverNeedsAnAimAReasonAnOwnerAndADay() throws IOException {
        var wrong =
                (WaiverFile.Reading.Wrong)
                        waivers(
                                """
                                version: 1
                                waivers:
                                  - {kind: firmware, reason: x, owner: y, expires: 2027-01-31}
                                  - {id: a/b, owner: y, expires: 31.1.2027}
                                  - {fingerprint: abc, reason: x, ownr: y, expires: 2027-01-31}
                                """);

        assertThat(told(wrong.diagnostics()))
                .containsExactly(
                        "3 waivers[0] missing-key 'a group of keys' write id, fingerprint or asset;"
                                + " kind, field and now narrow it further",
                        "4 waivers[1] missing-key '' say why it is put up with",
                        "4 waivers[1].expires wrong-type '31.1.2027' write it as 2027-03-31",
                        "5 waivers[2] missing-key '' say who answers for it",
                        "5 waivers[2].fingerprint wrong-type 'abc' copy the 64 hex digits from diff"
                                + " --json",
                        "5 waivers[2].ownr unknown-key 'ownr' did you mean owner?");
    }

    @ParameterizedTest
    @CsvSource({
        "V3.2.8, V3.2.17, true",
        "V3.2.17, V3.2.8, false",
        "V3.2, V3.2, false",
        "V3, V3.1, true",
        "V3.1, V3, false",
        "20.011, 20.11, false",
        "none, V3, false",
    })
    void comparesRevisionsByTheirNumbers(String one, String other, boolean before) {
        assertThat(new Revision(one).isBefore(new Revision(other))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Siem*, SIEMENS AG, true",
        "*7 31?-*0, 6ES7 315-2EH14-0AB0, true",
        "Siemens, Siemens AG, false",
        "*a*a*a*b, aaaaaaaaaaaaaaaaaaaa, false",
        "*, x, true",
    })
    void starsAndQuestionMarksStandForAnything(String glob, String text, boolean fits) {
        assertThat(new Glob(glob).fits(text)).isEqualTo(fits);
    }
}
