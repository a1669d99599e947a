package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A read on the known-bad list is never sent to its kind (S8): the devices bear four frames, so
/// that a fifth, which would be the list's read, is a breach that they name.
class KnownBadTest {
    private static final String PLANT =
            """
            version: 1
            name: press-hall
            scope: [127.20.10.0/24]
            limits: {concurrentVisits: 1, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.10.11
                slots: 4
                reservedSlots: 2
                hmi: true
                budget: {frames: 4, connections: 1}
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            """;

    private static final String OURS =
            """
            version: 1
            knownBad:
              - request: szl-001c
                kind: {orderNumber: '6ES7 315-2EH14.*', firmware: 'V3\\.2\\..*'}
                effect: went to STOP
                source: our own test bench
                date: 2026-11-01
                grade: "M"
                reportedBy: R. Okafor
            """;

    @TempDir Path folder = Path.of("");

    @Test
    void neverSendsItToItsKindAndTheWitnessWouldNoticeAListLeftOut(TestReporter reporter)
            throws IOException {
        JsonNode without = scanned("without", "");
        JsonNode with = scanned("with", OURS);

        assertThat(without.get("breachCount").asInt()).as(without.toString()).isPositive();
        assertThat(without.at("/devices/0/breaches/0/rule").asText()).isEqualTo("S5");
        assertThat(with.get("breachCount").asInt(-1)).as(with.toString()).isZero();
        assertThat(with.at("/devices/0/frames").asInt()).isEqualTo(4);
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        "S8",
                        "visits",
                        "1",
                        "frames",
                        with.at("/devices/0/frames").asText(),
                        "breaches",
                        with.get("breachCount").asText(),
                        "injected",
                        "1",
                        "caught",
                        without.get("breachCount").asInt() > 0 ? "1" : "0"));
    }

    private JsonNode scanned(String name, String list) throws IOException {
        Path here = Files.createDirectory(folder.resolve(name));
        try (SimulatedSite site = SimulatedSite.start(here, PLANT)) {
            if (!list.isEmpty()) {
                Files.writeString(here.resolve("ours.yaml"), list);
                insert(here, "knownBad: [ours.yaml]\n");
                Ended plan = site.run("plan");
                assertThat(plan.out())
                        .contains("known-bad list", "unsigned, accepted as this site's own");
            }
            Ended scan = site.run("scan", "--yes", "--json", "--no-progress");
            assertThat(scan.exitCode()).as(scan.err()).isZero();
            JsonNode visit = scan.json().at("/visits/0");
            assertThat(visit.get("outcome").asText()).isEqualTo("identified");
            if (!list.isEmpty()) {
                assertThat(visit.get("unused").toString())
                        .contains("S8", "our own test bench", "6ES7 315-2EH14.*");
            }
            return site.witness();
        }
    }

    @Test
    void doesNotEvenPlanItWhereTheBaselineKnowsTheKind() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PLANT)) {
            Files.writeString(folder.resolve("ours.yaml"), OURS);
            insert(folder, "knownBad: [ours.yaml]\n");
            assertThat(site.run("scan", "--yes", "--no-progress").exitCode()).isZero();
            site.run("accept", "--by", "R. Okafor", "--reason", "first look");

            JsonNode device = site.run("plan", "--json").json().at("/devices/0");

            assertThat(device.get("requests").toString()).doesNotContain("szl-001c");
            assertThat(device.get("warnings").toString())
                    .contains("S8", "szl-001c", "our own test bench", "not planned");
        }
    }

    @Test
    void refusesAListThatNobodyTrustedHasSigned() throws IOException {
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                version: 1
                site: plant
                scope: [127.20.0.0/16]
                windows: any
                knownBad: [vendor.yaml]
                knownBadKeys: [vendor.pub.pem]
                devices:
                  - {name: filler, address: 127.20.10.11, protocol: s7, profile: sim-s7-300}
                """);
        Path list = folder.resolve("vendor.yaml");
        Files.writeString(list, "issuer: Vendor\n" + OURS);
        var walkdown = new Walkdown(folder);
        Path key = folder.resolve("vendor.pub.pem");
        Ended signed = walkdown.run("profiles", "sign", "vendor.yaml");
        Files.copy(folder.resolve("state").resolve("signing-key.pub.pem"), key);
        Path signature = folder.resolve("vendor.yaml.sig");
        String good = Files.readString(signature);

        Ended trusted = walkdown.run("plan");
        Files.writeString(
                signature, good.replaceFirst("Ed25519 .{16}", "Ed25519 0123456789abcdef"));
        Ended unknown = walkdown.run("scan", "--yes");
        Files.writeString(signature, good);
        Files.writeString(list, Files.readString(list).replace("315", "317"));
        Ended changed = walkdown.run("scan", "--yes");
        Files.delete(signature);
        Ended unsigned = walkdown.run("scan", "--yes");

        assertThat(signed.exitCode()).as(signed.err()).isZero();
        assertThat(trusted.exitCode()).as(trusted.err()).isZero();
        assertThat(trusted.out()).contains("1 entry, signed by the key");
        assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(78);
        assertThat(unknown.err()).contains("S8-unknown-key", "0123456789abcdef");
        assertThat(changed.exitCode()).as(changed.err()).isEqualTo(78);
        assertThat(changed.err()).contains("S8-signature", "was changed", "nothing was sent");
        assertThat(unsigned.exitCode()).as(unsigned.err()).isEqualTo(78);
        assertThat(unsigned.err()).contains("S8-unsigned", "Vendor").doesNotContain("\tat ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void checksAListAsAFile() throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), OURS.replace("szl-001c", "szl-01c"));

        Ended checked = new Walkdown(folder).run("profiles", "check", "ours.yaml");

        assertThat(checked.exitCode()).isEqualTo(78);
        assertThat(checked.err())
                .contains("ours.yaml:3:", "not-a-choice", "szl-01c", "did you mean szl-001c?");
    }

    private static void insert(Path folder, String lines) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file, Files.readString(file).replaceFirst("(?m)^devices:", lines + "devices:"));
    }
}
