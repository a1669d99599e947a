package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Nothing outside the scope, and no safety controller twice (S11): one is told by the site file,
/// one gives itself away by its answer and stays excluded until a person decides.
class SafetyControllerTest {
    private static final String FCPU =
            "s7: {slot: 2, orderNumber: 6ES7 317-2FK14-0AB0, firmware: V3.2.8, serial: S C-1}";
    private static final String PLANT =
            """
            version: 1
            name: safety
            scope: [127.20.12.0/24]
            exclude: [127.20.12.13]
            limits: {concurrentVisits: 1, framesPerSecond: 100}
            devices:
              - name: hidden
                address: 127.20.12.11
                slots: 4
                reservedSlots: 2
                hmi: true
                budget: {frames: 4, connections: 1}
                FCPU
                site: {profile: sim-s7-300, slot: 2, clients: 1}
              - name: hidden-modbus
                address: 127.20.12.11
                modbus: {units: {255: {objects: {0: Schneider Electric, 1: TM241CE24T, 2: 1.0}}}}
                site: {profile: sim-m580, unit: 255, clients: 0}
              - name: declared
                address: 127.20.12.12
                FCPU
                site: {profile: sim-s7-300, slot: 2, clients: 0, safety: true}
              - name: excluded
                address: 127.20.12.13
                FCPU
                site: {profile: sim-s7-300, slot: 2, clients: 0}
            """
                    .replace("FCPU", FCPU);

    @TempDir Path folder = Path.of("");

    @Test
    void leavesASafetyControllerAloneFromItsAnswerOnUntilAPersonDecides(TestReporter reporter)
            throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PLANT)) {
            JsonNode first = visit(site, 3);
            JsonNode second = visit(site, 4);
            String reason = second.toString();
            Ended ack =
                    site.run("ack", ackId(reason), "--by", "R. Okafor", "--reason", "may be read");
            JsonNode third = visit(site, 3);

            assertThat(first.get("outcome").asText()).isEqualTo("withheld");
            assertThat(first.toString()).contains("S11", "6ES7 317-2FK14-0AB0", "safety list");
            assertThat(second.get("outcome").asText()).isEqualTo("withheld");
            assertThat(reason).contains("S11", "acknowledge 127.20.12.11");
            assertThat(second.at("/actual/frames").asInt(-1)).isZero();
            assertThat(ack.exitCode()).as(ack.err()).isZero();
            assertThat(third.at("/actual/frames").asInt()).isEqualTo(4);
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).as(witness.toString()).isZero();
            JsonNode hidden = SlotsTest.find(witness.get("devices"), "name", "hidden");
            assertThat(hidden.get("connections").asInt()).isEqualTo(2);
            assertThat(hidden.get("frames").asInt()).isEqualTo(8);
            for (String never : new String[] {"hidden-modbus", "declared", "excluded"}) {
                JsonNode device = SlotsTest.find(witness.get("devices"), "name", never);
                assertThat(device.get("connections").asInt(-1)).as(never).isZero();
            }
            reporter.publishEntry(Witnessed.of(witness).entry("S11", 2, asIfNobodyHadSaidSo()));
        }
    }

    private static String ackId(String reason) {
        var id = java.util.regex.Pattern.compile("127\\.20\\.12\\.11:\\d+/S11").matcher(reason);
        assertThat(id.find()).as(reason).isTrue();
        return id.group();
    }

    private static JsonNode visit(SimulatedSite site, int exitCode) {
        Ended scan = site.run("scan", "--yes", "--json", "--no-progress");
        assertThat(scan.exitCode()).as(scan.err()).isEqualTo(exitCode);
        return SlotsTest.find(scan.json().get("visits"), "device", "hidden");
    }

    /// The same plant, scanned with a site file that lacks the exclusion and the declaration: its
    /// witness names the contact.
    private int asIfNobodyHadSaidSo() throws IOException {
        Path here = Files.createDirectory(folder.resolve("unsaid"));
        try (SimulatedSite site = SimulatedSite.start(here, PLANT)) {
            Path file = here.resolve("site.yaml");
            String said = Files.readString(file);
            String unsaid =
                    said.replaceFirst("(?m)^exclude:.*$", "exclude: []")
                            .replace("safety: true", "safety: false");
            assertThat(unsaid).isNotEqualTo(said);
            Files.writeString(file, unsaid);
            site.run("scan", "--yes", "--no-progress");
            JsonNode witness = site.witness();
            int named = 0;
            for (String device : new String[] {"declared", "excluded"}) {
                JsonNode seen = SlotsTest.find(witness.get("devices"), "name", device);
                assertThat(seen.toString()).contains("\"S11\"");
                named += seen.findValuesAsText("rule").contains("S11") ? 1 : 0;
            }
            return named;
        }
    }
}
