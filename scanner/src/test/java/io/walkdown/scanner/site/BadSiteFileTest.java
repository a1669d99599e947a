package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong files and exactly what is said of them.
final class BadSiteFileTest {
    @TempDir private Path folder;

    /// One device, in line 6 of the file, and the findings: `column severity path rule`.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: a, address: plc.local, protocol: s7}               | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 10.0.1, protocol: s7}                  | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 10.0.010.1, protocol: s7}              | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 0x0a000001, protocol: s7}              | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 167772161, protocol: s7}               | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: "::ffff:10.0.0.1", protocol: s7}       | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: "::ffff:a00:1", protocol: s7}          | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: "fe80::1%eth0", protocol: s7}          | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 10.0.0.0/24, protocol: s7}             | 6:24 ERROR devices[0].address ip-literal
                    {name: a, address: 10.9.0.1, protocol: s7}                | 6:24 ERROR contract devices[0].address S11-outside-scope
                    {name: a, address: 10.0.0.0, protocol: s7}                | 6:24 ERROR contract devices[0].address S11-not-one-device
                    {name: a, address: 10.0.255.255, protocol: s7}            | 6:24 ERROR contract devices[0].address S11-not-one-device
                    {name: a, address: 224.0.0.1, protocol: s7}               | 6:24 ERROR contract devices[0].address S11-not-one-device
                    {name: a, address: 8.8.4.5, protocol: s7}                 | 6:24 ERROR contract devices[0].address S11-outside-scope
                    {name: a, address: 10.0.0.1, protocol: s8}                | 6:44 ERROR devices[0].protocol unknown-protocol
                    {name: a, address: 10.0.0.1, protocol: bacnet}            | 6:44 ERROR devices[0].protocol protocol-not-spoken
                    {name: a, address: 10.0.0.1, protocol: s7, port: 0}       | 6:54 ERROR devices[0].port out-of-range
                    {name: a, address: 10.0.0.1, protocol: s7, port: 0102}    | 6:54 ERROR devices[0].port wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, port: "102"}   | 6:54 ERROR devices[0].port wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, port: 99999999999} | 6:54 ERROR devices[0].port wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, rack: 8}       | 6:54 ERROR devices[0].rack out-of-range
                    {name: a, address: 10.0.0.1, protocol: s7, slot: 32}      | 6:54 ERROR devices[0].slot out-of-range
                    {name: a, address: 10.0.0.1, protocol: s7, clients: -1}   | 6:57 ERROR devices[0].clients out-of-range
                    {name: a, address: 10.0.0.1, protocol: s7, clients: 1.5}  | 6:57 ERROR devices[0].clients wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, unit: 1}       | 6:54 ERROR devices[0].unit protocol-key
                    {name: a, address: 10.0.0.1, protocol: enip, slot: 1}     | 6:56 ERROR devices[0].slot protocol-key
                    {name: a, address: 10.0.0.1, protocol: enip, slots: [256]} | 6:58 ERROR devices[0].slots[0] out-of-range
                    {name: a, address: 10.0.0.1, protocol: enip, slots: [1, 1]} | 6:61 ERROR devices[0].slots[1] duplicate-value
                    {name: a, address: 10.0.0.1, protocol: enip, slots: []}   | 6:57 ERROR devices[0].slots out-of-range
                    {name: a, address: 10.0.0.1, protocol: enip, slots: 1}    | 6:57 ERROR devices[0].slots wrong-type
                    {name: a, address: 10.0.0.1, protocol: modbus, units: [0]} | 6:60 ERROR devices[0].units[0] out-of-range
                    {name: a, address: 10.0.0.1, protocol: modbus, unit: 248} | 6:58 ERROR devices[0].unit out-of-range
                    {name: a, address: 10.0.0.1, protocol: modbus, unit: 1, units: [2]} | 6:68 ERROR devices[0].units conflicting-keys
                    {name: a, address: 10.0.0.1, protocol: s7, s7: {group: hmi}} | 6:60 ERROR devices[0].s7.group not-a-choice
                    {name: a, address: 10.0.0.1, protocol: s7, s7: {remoteTsap: 03.02}} | 6:65 ERROR devices[0].s7.remoteTsap wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, s7: {remoteTsap: "0302"}} | 6:65 ERROR devices[0].s7.remoteTsap tsap-syntax
                    {name: a, address: 10.0.0.1, protocol: s7, s7: {group: other, remoteTsap: "01.02"}} | 6:79 ERROR devices[0].s7.remoteTsap conflicting-keys
                    {name: a, address: 10.0.0.1, protocol: s7, slot: 2, s7: {remoteTsap: "03.02"}} | 6:54 ERROR devices[0].slot conflicting-keys
                    {name: a, address: 10.0.0.1, protocol: s7, profile: s7-30} | 6:57 ERROR devices[0].profile unknown-profile
                    {name: a, address: 10.0.0.1, protocol: s7, safety: yes}   | 6:56 ERROR devices[0].safety wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, safety: "true"} | 6:56 ERROR devices[0].safety wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, zone: 3}       | 6:54 ERROR devices[0].zone wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, zone: }        | 6:53 ERROR devices[0].zone wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, purdue: 6}     | 6:56 ERROR devices[0].purdue out-of-range
                    {name: a, address: 10.0.0.1, protocol: s7, criticality: hgih} | 6:61 ERROR devices[0].criticality not-a-choice
                    {name: a, address: 10.0.0.1, protocol: s7, frobnicate: 1} | 6:48 ERROR devices[0].frobnicate unknown-key
                    {name: =cmd, address: 10.0.0.1, protocol: s7}             | 6:12 ERROR devices[0].name name-syntax
                    {name: 10.0.0.1, address: 10.0.0.1, protocol: s7}         | 6:12 ERROR devices[0].name name-syntax
                    {name: [a], address: 10.0.0.1, protocol: s7}              | 6:12 ERROR devices[0].name wrong-type
                    {address: 10.0.0.1, protocol: s7}                         | 6:5 ERROR devices[0] missing-key
                    {name: a, protocol: s7}                                   | 6:5 ERROR devices[0] missing-key
                    {name: a, address: 10.0.0.1}                              | 6:5 ERROR devices[0] missing-key
                    filler                                                    | 6:5 ERROR devices[0] wrong-type
                    {name: a, address: 10.0.0.1, protocol: s7, acknowledge: {rule: S4, by: J, reason: r, until: 2027-01-01}} | 6:68 ERROR devices[0].acknowledge.rule acknowledge-rule
                    {name: a, address: 10.0.0.1, protocol: s7, acknowledge: {rule: S2, by: J, reason: r, until: soon}} | 6:97 ERROR devices[0].acknowledge.until acknowledge-until
                    {name: a, address: 10.0.0.1, protocol: s7, acknowledge: {rule: S2, by: J, reason: r, until: 2027-02-30}} | 6:97 ERROR devices[0].acknowledge.until acknowledge-until
                    {name: a, address: 10.0.0.1, protocol: s7, acknowledge: {rule: S2, by: J, reason: r}} | 6:61 ERROR devices[0].acknowledge missing-key
                    """)
    void saysOfADevice(String device, String finding) {
        assertThat(SampleSite.findings(folder, SampleSite.withDevices(device)))
                .extracting(SampleSite::brief)
                .containsExactly(finding);
    }

    /// The file without devices, one key replaced or added, and its only finding.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    version: 2                                   | 5:10 ERROR version out-of-range
                    version: "1"                                 | 5:10 ERROR version wrong-type
                    site: ../x                                   | 5:7 ERROR site name-syntax
                    site: [a]                                    | 5:7 ERROR site wrong-type
                    scope: []                                    | 5:8 ERROR scope missing-key
                    scope: 10.0.0.0/8                            | 5:8 ERROR scope wrong-type
                    scope: [10.0.0.1/8]                          | 5:9 ERROR scope[0] cidr
                    scope: [10.0.0.0/33]                         | 5:9 ERROR scope[0] cidr
                    scope: [10.0.0.0/08]                         | 5:9 ERROR scope[0] cidr
                    scope: [plant.local]                         | 5:9 ERROR scope[0] cidr
                    scope: [0.0.0.0/0]                           | 5:9 WARNING scope[0] scope-public-range
                    scope: [10.0.0.0/8, 8.8.8.0/24]              | 5:21 WARNING scope[1] scope-public-range
                    exclude: [10.0.0.300]                        | 5:11 ERROR exclude[0] cidr
                    timeZone: Europe/Amsterdm                    | 5:11 ERROR timeZone time-zone
                    timeZone: GMT+2                              | 5:11 ERROR timeZone time-zone
                    limits: {concurrentVisits: 0}                | 5:28 ERROR limits.concurrentVisits out-of-range
                    limits: {framesPerSecond: 0}                 | 5:27 ERROR limits.framesPerSecond out-of-range
                    limits: {framesPerSecond: 1e3}               | 5:27 ERROR limits.framesPerSecond wrong-type
                    limits: {framePerSecond: 5}                  | 5:10 ERROR limits.framePerSecond unknown-key
                    groups: {g: {kind: gatway}}                  | 5:20 ERROR groups.g.kind not-a-choice
                    groups: {g: {busTimePercent: 101}}           | 5:30 ERROR groups.g.busTimePercent out-of-range
                    groups: {g: {concurrentVisits: 2, busTimePercent: 5}} | 5:32 ERROR groups.g.concurrentVisits conflicting-keys
                    groups: {g: 1}                               | 5:13 ERROR groups.g wrong-type
                    groups: [g]                                  | 5:9 ERROR groups wrong-type
                    windows: never                               | 5:10 ERROR windows window-syntax
                    windows: []                                  | 5:10 ERROR windows window-syntax
                    schedule: "0 25 * * *"                       | 5:11 ERROR schedule schedule-syntax
                    schedule: "0 2 * *"                          | 5:11 ERROR schedule schedule-syntax
                    schedule: "0 2 * * sunday"                   | 5:11 ERROR schedule schedule-syntax
                    schedule: "*/0 2 * * *"                      | 5:11 ERROR schedule schedule-syntax
                    baseline: [a]                                | 5:11 ERROR baseline wrong-type
                    baseline: ""                                 | 5:11 ERROR baseline wrong-type
                    baseline: "a\\0b"                            | 5:11 ERROR baseline path-syntax
                    overlays: [1]                                | 5:12 ERROR overlays[0] wrong-type
                    approval: [1]                                | 5:11 ERROR approval wrong-type
                    approval: {}                                 | 5:11 ERROR approval missing-key
                    approval: {keys: []}                         | 5:18 ERROR approval.keys missing-key
                    approval: {keys: [1]}                        | 5:19 ERROR approval.keys[0] wrong-type
                    approval: {keys: [a.pem], key: b.pem}        | 5:27 ERROR approval.key unknown-key
                    devices: []                                  | 5:10 WARNING devices no-devices
                    devices:                                     | 5:9 WARNING devices no-devices
                    devices: {a: 1}                              | 5:10 ERROR devices wrong-type
                    devics: []                                   | 5:1 ERROR devics unknown-key
                    """)
    void saysOfAKey(String line, String finding) {
        String key = line.substring(0, line.indexOf(':') + 1);
        List<String> lines =
                Stream.of(
                                "version: 1",
                                "site: p",
                                "scope: [10.0.0.0/16]",
                                "windows: any",
                                "timeZone: UTC",
                                "devices: [{name: a, address: 10.0.0.1, protocol: s7}]")
                        .filter(base -> !base.startsWith(key))
                        .collect(Collectors.toCollection(ArrayList::new));
        lines.add(4, line);

        assertThat(SampleSite.findings(folder, String.join("\n", lines)))
                .extracting(SampleSite::brief)
                .containsExactly(finding);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {days: mon-fry, from: "22:00", to: "05:00"}   | 6:12 ERROR windows[0].days window-syntax
                    {days: monday, from: "22:00", to: "05:00"}    | 6:12 ERROR windows[0].days window-syntax
                    {days: mon-wed-fri, from: "22:00", to: "05:00"} | 6:12 ERROR windows[0].days window-syntax
                    {days: "mon,,fri", from: "22:00", to: "05:00"} | 6:12 ERROR windows[0].days window-syntax
                    {days: mon, from: "24:00", to: "05:00"}       | 6:23 ERROR windows[0].from window-syntax
                    {days: mon, from: "5:00", to: "06:00"}        | 6:23 ERROR windows[0].from window-syntax
                    {days: mon, from: "22:00", to: "25:00"}       | 6:36 ERROR windows[0].to window-syntax
                    {days: mon, from: "22:00", to: "22:00"}       | 6:36 ERROR windows[0].to window-syntax
                    {days: mon, from: "22:00"}                    | 6:5 ERROR windows[0] missing-key
                    {days: mon, from: "22:00", to: "05:00", x: 1} | 6:45 ERROR windows[0].x unknown-key
                    """)
    void saysOfAWindow(String window, String finding) {
        String text =
                """
                version: 1
                site: p
                timeZone: UTC
                scope: [10.0.0.0/16]
                windows:
                  - %s
                devices: [{name: a, address: 10.0.0.1, protocol: s7}]
                """
                        .formatted(window);

        assertThat(SampleSite.findings(folder, text))
                .extracting(SampleSite::brief)
                .containsExactly(finding);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a: [1\\nb: 2               | 2:2 ERROR yaml-syntax
                    a:\\n\\tb: 1               | 2:1 ERROR yaml-syntax
                    a: "x                      | 1:6 ERROR yaml-syntax
                    a: b: c                    | 1:5 ERROR yaml-syntax
                    a: \\u0007                 | 1:4 ERROR yaml-syntax
                    a: * * 3                   | 1:5 ERROR yaml-syntax
                    a: &x [1]\\nb: *x          | 1:4 ERROR a yaml-reference
                    a: *x                      | 1:4 ERROR a yaml-reference
                    a: !!java.net.URL [x]      | 1:4 ERROR a yaml-tag
                    ? [a]\\n: 1                | 1:1 ERROR wrong-type
                    a: 1\\n---\\nb: 2          | 2:1 ERROR yaml-documents
                    [a]                        | 1:1 ERROR wrong-type
                    """)
    void saysOfYaml(String text, String finding) {
        String file = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");

        List<Diagnostic> findings = SampleSite.findings(folder, file);

        assertThat(findings).extracting(SampleSite::brief).containsExactly(finding);
        assertThat(findings.getFirst().text()).doesNotContain("yaml.", "Exception", "Event");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        String text = SampleSite.withDevices("{name: a, name: b, address: 10.0.0.1, protocol: s7}");

        assertThat(SampleSite.findings(folder, text))
                .singleElement()
                .satisfies(d -> {
                    assertThat(SampleSite.brief(d))
                            .isEqualTo("6:15 ERROR devices[0].name yaml-duplicate-key");
                    assertThat(d.message()).contains("\"name\"").contains("line 6");
                });
    }

    @Test
    void refusesDeepNestingWithoutRunningOutOfStack() {
        String text = "a: " + "[".repeat(100_000);

        assertThat(SampleSite.findings(folder, text))
                .extracting(Diagnostic::rule)
                .containsExactly("yaml-depth");
    }

    @Test
    void anEmptyFileIsNoSite() {
        assertThat(SampleSite.findings(folder, "# nothing\n"))
                .extracting(SampleSite::brief)
                .containsExactly("1:1 ERROR wrong-type");
    }

    @Test
    void collectsEveryFindingInTheFilesOrder() {
        String text =
                """
                version: 3
                sit: p
                scope: [10.0.0.0/16]
                groups: {line-2: {kind: ring}}
                windows: any
                devices:
                  - {name: a, address: 10.0.0.1, protocol: s7, port: x}
                  - {name: A, address: 10.9.0.1, protocol: fins, groups: [line2]}
                  - {name: a, address: 10.0.0.3, protocol: s7}
                """;

        assertThat(SampleSite.findings(folder, text))
                .extracting(SampleSite::brief)
                .containsExactly(
                        "1:1 ERROR missing-key",
                        "1:10 ERROR version out-of-range",
                        "2:1 ERROR sit unknown-key",
                        "7:54 ERROR devices[0].port wrong-type",
                        "8:24 ERROR contract devices[1].address S11-outside-scope",
                        "8:44 ERROR devices[1].protocol protocol-not-spoken",
                        "8:59 ERROR devices[1].groups[0] unknown-group",
                        "9:5 ERROR devices[2] duplicate-name");
    }

    @Test
    void suggestsWhatWasMeant() {
        String text =
                SampleSite.withDevices(
                        "{name: a, adress: 10.0.0.1, address: 10.0.0.1, protocol: enpi, profile:"
                                + " s7-30}");

        assertThat(SampleSite.findings(folder, text))
                .extracting(Diagnostic::wayOut)
                .containsExactly(
                        "did you mean address?", "did you mean enip?", "did you mean s7-300?");
    }

    @Test
    void refusesAPublicAddressThatOnlyARangeNames() {
        String text =
                """
                version: 1
                site: p
                scope: [8.8.8.0/24, 9.9.9.9, "2001:db8::/32"]
                windows: any
                devices:
                  - {name: a, address: 8.8.8.8, protocol: s7}
                  - {name: b, address: 9.9.9.9, protocol: s7}
                  - {name: c, address: "2001:db8::1", protocol: s7}
                """;

        assertThat(SampleSite.findings(folder, text))
                .extracting(SampleSite::brief)
                .containsExactly(
                        "3:9 WARNING scope[0] scope-public-range",
                        "3:30 WARNING scope[2] scope-public-range",
                        "6:24 ERROR contract devices[0].address S11-public-address",
                        "8:24 ERROR contract devices[2].address S11-public-address");
    }

    @Test
    void windowsAndScheduleNeedATimeZone() {
        String text =
                """
                version: 1
                site: p
                scope: [10.0.0.0/16]
                windows: any
                schedule: "0 2 * * *"
                devices: [{name: a, address: 10.0.0.1, protocol: s7}]
                """;

        assertThat(SampleSite.findings(folder, text))
                .extracting(SampleSite::brief)
                .containsExactly("1:1 ERROR missing-key");
    }

    @Test
    void missingWindowsMeanAnyTimeAndAWarning() {
        String text = SampleSite.withDevices("{name: a, address: 10.0.0.1, protocol: s7}");

        assertThat(SampleSite.findings(folder, text.replace("windows: any\n", "")))
                .extracting(SampleSite::brief)
                .containsExactly("1:1 WARNING windows-missing");
    }

    @Test
    void neutralisesWhatAFileBringsToTheScreen() {
        String text =
                SampleSite.withDevices(
                        "{name: \"a\\e[2J\\u202e\", address: 10.0.0.1, protocol: s7}");

        Diagnostic found = SampleSite.findings(folder, text).getFirst();

        assertThat(found.text()).doesNotContain("\u001b", "\u202e").contains("\\u001b[2J\\u202e");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    protocol: s7, slot: 2            | protocol: s7, slot: 3          | slot
                    protocol: s7, rack: 0            | protocol: s7, rack: 1          | rack
                    protocol: modbus, unit: 1, clients: 1 | protocol: modbus, unit: 2, clients: 2 | clients
                    protocol: modbus, unit: 1        | protocol: modbus, unit: 1      | unit 1
                    protocol: modbus, unit: 1        | protocol: modbus, units: [2, 1] | unit 1
                    protocol: modbus, port: 102, unit: 1 | protocol: s7               | protocol
                    protocol: enip, slots: [1], profile: logix | protocol: enip, slots: [2], profile: s7-300 | profile
                    protocol: s7                     | protocol: s7                   | the device itself
                    """)
    void refusesEntriesThatCannotBeOneVisit(String first, String second, String what) {
        String text =
                SampleSite.withDevices(
                        "{name: a, address: 10.0.0.1, " + first + "}",
                        "{name: b, address: 10.0.0.1, " + second + "}");

        List<Diagnostic> findings = SampleSite.findings(folder, text);

        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.rule()).isEqualTo("merge-conflict"))
                .anySatisfy(d -> {
                    assertThat(d.line()).isEqualTo(7);
                    assertThat(d.message()).contains("\"a\" in line 6").contains(what);
                });
    }
}
