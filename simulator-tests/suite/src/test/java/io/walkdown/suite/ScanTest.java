package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.suite.Walkdown.Ended;
import io.walkdown.suite.Walkdown.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scanning a site, command by command, while its devices watch.
class ScanTest {
    /// Two devices that answer; their profiles may be visited again after seconds.
    private static final String PAIR =
            """
            version: 1
            name: pair
            scope: [127.20.8.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.8.11
                minGapMs: 30
                slots: 4
                reservedSlots: 2
                hmi: true
                budget: {frames: 10, connections: 1}
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
              - name: boiler
                address: 127.20.8.12
                minGapMs: 20
                budget: {frames: 2, connections: 1}
                modbus:
                  units:
                    255: {objects: {0: Schneider Electric, 1: TM241CE24T, 2: 05.01.23}}
                site: {profile: sim-m580, unit: 255, clients: 0}
            """;

    @TempDir Path folder = Path.of("");

    @Test
    void accountsForADeviceThatIsNotThereAndLeavesTheRestIntact() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            add(
                    "  - {name: gone, address: 127.20.8.99, port: 19, protocol: modbus,"
                            + " profile: sim-m580, clients: 0}");

            Ended scan = site.run("scan", "--yes", "--json", "--no-progress");

            JsonNode observations = scan.json();
            assertThat(scan.exitCode()).as(scan.err()).isEqualTo(3);
            assertThat(observations.get("complete").asBoolean()).isFalse();
            JsonNode gone = find(observations.get("visits"), "device", "gone");
            assertThat(gone.get("outcome").asText()).isEqualTo("refused");
            assertThat(gone.at("/actual/connections").asInt()).isEqualTo(1);
            assertThat(gone.at("/actual/frames").asInt(-1)).isZero();
            assertThat(gone.get("missesInARow").asInt()).isEqualTo(1);
            assertThat(names(observations.get("assets"))).containsExactly("filler", "boiler");
            assertThat(attempts(site, "127.20.8.99")).isEqualTo(1);
            assertThat(site.witness().get("breachCount").asInt(-1)).isZero();
        }
    }

    @Test
    void runsAnApprovedPlanOnceAndRefusesItUsedOrChanged() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            assertThat(site.run("plan", "--output", "plan.json").exitCode()).isZero();
            assertThat(site.runs()).as("a plan sends nothing").isEmpty();
            Files.writeString(
                    folder.resolve("changed.json"),
                    Files.readString(folder.resolve("plan.json"))
                            .replaceFirst("\"gapMs\" *: *\\d+", "\"gapMs\": 1"));

            Ended changed = site.run("scan", "--plan", "changed.json");
            Ended first = site.run("scan", "--plan", "plan.json", "--no-progress");
            Ended again = site.run("scan", "--plan", "plan.json", "--no-progress");

            assertThat(changed.exitCode()).as(changed.err()).isEqualTo(4);
            assertThat(changed.err()).contains("changed.json", "walkdown plan");
            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.out()).contains("6ES7 315-2EH14-0AB0", "TM241CE24T", "6 / 10");
            assertThat(again.exitCode()).as(again.err()).isEqualTo(4);
            assertThat(again.err()).contains("plan.json");
            assertThat(site.runs()).hasSize(1);
            assertThat(site.witness().get("breachCount").asInt(-1)).isZero();
        }
    }

    @Test
    void sendsNothingWhereNothingIsDueAndSaysWhenItWillBe() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            slowDown();
            Ended first = site.run("scan", "--yes", "--no-progress");
            Ended second = site.run("scan", "--yes", "--no-progress");
            Ended quiet = site.run("scan", "--yes", "--json", "--no-progress");

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(second.err()).contains("S10", "nothing was sent", "next due");
            assertThat(quiet.json().get("visits")).hasSize(2);
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).isZero();
            assertThat(find(witness.get("devices"), "name", "filler").get("connections").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void acceptsWhatItSawAndThenFindsNoDrift() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            assertThat(site.run("scan", "--yes", "--no-progress", "--fail-on", "any").exitCode())
                    .as("without a baseline all is new")
                    .isEqualTo(2);
            assertThat(site.run("diff").exitCode()).isEqualTo(2);
            Ended nameless = site.run("accept", "--reason", "first look");
            Ended accepted = site.run("accept", "--by", "R. Okafor", "--reason", "first look");
            Ended same = site.run("diff", "--json");

            assertThat(nameless.exitCode()).isEqualTo(64);
            assertThat(accepted.exitCode()).as(accepted.err()).isZero();
            assertThat(same.exitCode()).as(same.err()).isZero();
            assertThat(same.json().get("items")).isEmpty();
            assertThat(Files.readString(folder.resolve("baseline.log.ndjson")))
                    .contains("R. Okafor", "first look");
            String baseline = Files.readString(folder.resolve("baseline.json"));
            assertThat(baseline).doesNotContain("2026").endsWith("}\n");
            fitThePublishedSchemas(site);
        }
    }

    private void fitThePublishedSchemas(SimulatedSite site) throws IOException {
        String siteYaml = Files.readString(folder.resolve("site.yaml"));
        assertThat(Schemas.errorsOfYaml("site", siteYaml)).isEmpty();
        assertThat(Schemas.errors("baseline", site.json(folder.resolve("baseline.json"))))
                .isEmpty();
        assertThat(ofLines("baseline-log", folder.resolve("baseline.log.ndjson"))).isEmpty();
        assertThat(ofLines("journal", site.runs().getFirst().resolve("journal.ndjson"))).isEmpty();
    }

    private static List<String> ofLines(String schema, Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .flatMap(line -> Schemas.errorsOfYaml(schema, line).stream())
                .toList();
    }

    /// The demo's plant has a device that takes its time; the scan is stopped while it does.
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void closesInOrderWhenItIsStopped(String signal) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, "")) {
            Running scan = site.startAtTerminal("scan", "--yes", "--json");
            site.await("the first frames", scan.process(), () -> journalSize(site) > 2000);

            new ProcessBuilder("kill", "-" + signal, Long.toString(scan.process().pid())).start();
            Ended ended = scan.awaitEnd();

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err())
                    .contains("stopping (SIG" + signal + ")")
                    .doesNotContain("\tat ");
            JsonNode observations = ended.json();
            assertThat(observations.at("/run/exitCode").asInt()).isEqualTo(5);
            List<String> outcomes = new ArrayList<>();
            observations
                    .get("visits")
                    .forEach(visit -> outcomes.add(visit.get("outcome").asText()));
            assertThat(outcomes).hasSize(14).contains("stopped");
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).as(witness.toString()).isZero();
            for (JsonNode device : witness.get("devices")) {
                assertThat(device.get("openNow").asInt(-1)).isZero();
            }
        }
    }

    @Test
    void obeysTheKillSwitchUntilItIsResumed() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, "")) {
            Running scan = site.start("scan", "--yes", "--json", "--no-progress");
            site.await("the first frames", scan.process(), () -> journalSize(site) > 2000);

            Ended stop = site.run("stop", "--by", "R. Okafor", "--reason", "start-up");
            Ended stopped = scan.awaitEnd();
            Ended refused = site.run("scan", "--yes", "--no-progress");
            Ended resumed = site.run("resume", "--by", "R. Okafor", "--reason", "runs");
            Ended after = site.run("scan", "--yes", "--no-progress", "--only", "press-safety");

            assertThat(stop.exitCode()).as(stop.err()).isZero();
            assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(5);
            assertThat(stopped.err()).contains("kill switch", "R. Okafor", "start-up");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err())
                    .contains("S9", "R. Okafor", "start-up", "walkdown resume", "nothing was sent");
            assertThat(resumed.exitCode()).isZero();
            assertThat(after.err()).doesNotContain("S9");
            assertThat(site.runs()).hasSize(1);
            assertThat(site.witness().get("breachCount").asInt(-1)).isZero();
        }
    }

    private static long journalSize(SimulatedSite site) throws IOException {
        if (site.runs().isEmpty()) {
            return 0;
        }
        Path journal = site.runs().getFirst().resolve("journal.ndjson");
        return Files.exists(journal) ? Files.size(journal) : 0;
    }

    /// Both ways of our own recording, read by a program that we did not write.
    @Test
    void recordsACaptureInWhichTsharkFindsNothingMalformed() throws Exception {
        Judges.require("tshark");
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            site.run("scan", "--yes", "--no-progress");
            Path capture = site.runs().getFirst().resolve("wire.pcapng");

            String suspicious = tshark(capture, "_ws.malformed || _ws.expert.severity >= 0x600000");
            String setup = tshark(capture, "s7comm.param.func == 0xf0");
            String basic = tshark(capture, "modbus.func_code == 43");

            assertThat(suspicious).isEmpty();
            assertThat(setup.lines()).hasSize(2);
            assertThat(basic.lines()).hasSize(2);
        }
    }

    private static String tshark(Path capture, String filter)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("tshark", ".txt");
        Process process =
                new ProcessBuilder("tshark", "-r", capture.toString(), "-Y", filter)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(out);
    }

    private void add(String line) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, Files.readString(file) + line + "\n");
    }

    /// An overlay that only tightens: nobody is visited twice within an hour.
    private void slowDown() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("(?m)^devices:", "overlays: [ours.yaml]\ndevices:"));
        Files.writeString(
                folder.resolve("ours.yaml"),
                """
                version: 1
                overlays:
                  - {profile: sim-s7-300, revisit: 1 h}
                  - {profile: sim-m580, revisit: 1 h}
                """);
    }

    private static long attempts(SimulatedSite site, String address) throws IOException {
        Path journal = site.runs().getFirst().resolve("journal.ndjson");
        return Files.readAllLines(journal).stream()
                .filter(line -> line.contains(address) && line.contains("\"connecting\""))
                .count();
    }

    private static List<String> names(JsonNode assets) {
        List<String> names = new ArrayList<>();
        assets.forEach(asset -> names.add(asset.get("name").asText()));
        return names;
    }

    private static JsonNode find(JsonNode array, String field, String value) {
        for (JsonNode element : array) {
            if (element.get(field).asText().equals(value)) {
                return element;
            }
        }
        throw new AssertionError("no " + value + " in " + array);
    }
}
