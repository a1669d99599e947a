package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.suite.Walkdown.Ended;
import io.walkdown.suite.Walkdown.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// What ends a running program: Ctrl-C once and twice, a stop file, a heartbeat, a process that
/// stood still (S9); and how the next scan goes on.
class StopTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Two of a kind: the press goes alone (S8), and the oven waits for it.
    private static final String SLOW =
            """
            version: 1
            name: slow
            scope: [127.20.9.0/24]
            limits: {concurrentVisits: 1, framesPerSecond: 40}
            devices:
              - name: press
                address: 127.20.9.11
                minGapMs: 40
                answerDelayMs: 1000
                s7: {slot: 2, orderNumber: 6ES7 312-1AE14-0AB0, firmware: V3.3.13, serial: S C-1}
                site: {profile: sim-slow, rack: 0, slot: 2, clients: 0, canary: true}
              - name: oven
                address: 127.20.9.12
                minGapMs: 40
                hmi: true
                s7: {slot: 2, orderNumber: 6ES7 312-1AE14-0AB0, firmware: V3.3.13, serial: S C-2}
                site: {profile: sim-slow, rack: 0, slot: 2, clients: 1}
            """;

    private static final String CROWD =
            """
            version: 1
            name: crowd
            scope: [127.20.10.0/24]
            limits: {concurrentVisits: 1, framesPerSecond: 20}
            devices:
              - name: watched
                address: 127.20.10.250
                hmi: true
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S W-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            crowd:
              name: plc-{n}
              count: 199
              from: 127.20.10.1
              template:
                answerDelayMs: 200
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}"}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 0}
            """;

    @TempDir Path folder = Path.of("");

    @Test
    void oneCtrlCWaitsForTheAnswerAndClosesInOrder(TestReporter reporter) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, SLOW)) {
            Running scan = startAndAwaitFirstFrame(site);

            signal(scan, "INT");
            Ended ended = scan.awaitEnd();

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err())
                    .contains("stopping (Ctrl-C)", "left undone: 2 of 2 devices")
                    .contains("oven: stopped: Ctrl-C; not contacted");
            assertThat(events(site, "received")).as("it waited for the answer").isEqualTo(1);
            assertThat(events(site, "sent")).as("then only the close").isEqualTo(2);
            stoppedWithoutBreach(site, ended, reporter);
        }
    }

    @Test
    void twoCtrlCsCloseAtOnce(TestReporter reporter) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, SLOW)) {
            Running scan = startAndAwaitFirstFrame(site);

            signal(scan, "INT");
            site.await(
                    "the first Ctrl-C to be taken",
                    scan.process(),
                    () -> Files.readString(scan.err()).contains("stopping (Ctrl-C)"));
            signal(scan, "INT");
            Ended ended = scan.awaitEnd();

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(events(site, "sent")).isEqualTo(1);
            assertThat(events(site, "received")).as("it did not wait for the answer").isZero();
            endedByFinAlone(site, ended, reporter);
        }
    }

    @Test
    void aStopFileMadeByHandStopsAndLatches(TestReporter reporter) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, SLOW)) {
            Path latch = latch(site);
            assertThat(site.run("plan", "--output", "plan.json").exitCode()).isZero();
            Running scan = startAndAwaitFirstFrame(site);

            Files.createFile(latch);
            Ended ended = scan.awaitEnd();
            Ended again = site.run("scan", "--yes", "--no-progress");
            Ended approved = site.run("scan", "--plan", "plan.json", "--no-progress");

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err()).contains("kill switch");
            for (Ended refused : List.of(again, approved)) {
                assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
                assertThat(refused.err()).contains("S9", "walkdown resume");
            }
            stoppedWithoutBreach(site, ended, reporter);
        }
    }

    @Test
    void aStaleHeartbeatStopsAndTheNextScanGoesOnWithTheRest(TestReporter reporter)
            throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, SLOW)) {
            restAnHour();
            Path beat = folder.resolve("beat");
            Ended missing = site.run(withHeartbeat());
            touch(beat, 31);
            Ended stale = site.run(withHeartbeat());
            assertThat(site.runs()).as("nothing was sent").isEmpty();
            touch(beat, 0);
            Running scan = site.start(withHeartbeat());
            site.await("the first frame", scan.process(), () -> events(site, "sent") > 0);

            touch(beat, 60);
            Ended ended = scan.awaitEnd();
            touch(beat, 0);
            Ended next = site.run(withHeartbeat());

            for (Ended refused : List.of(missing, stale)) {
                assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
                assertThat(refused.err()).contains("S9: heartbeat", "beat", "30.0 s");
            }
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err()).contains("stopping (heartbeat", "is 60.", "left undone");
            assertThat(outcome(ended, "press")).isEqualTo("stopped");
            assertThat(outcome(ended, "oven")).isEqualTo("stopped");
            assertThat(next.exitCode()).as(next.err()).isZero();
            assertThat(outcome(next, "press")).isEqualTo("withheld");
            assertThat(outcome(next, "oven")).isEqualTo("identified");
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).isZero();
            assertThat(device(witness, "press").get("connections").asInt()).isEqualTo(1);
            assertThat(device(witness, "oven").get("connections").asInt())
                    .as("its visit, and the second look at the first of its kind (S8)")
                    .isEqualTo(2);
            // three were to be stopped: two before a frame left, one in mid-scan
            long stopped =
                    Stream.of(missing, stale).filter(each -> each.exitCode() == 4).count()
                            + (ended.exitCode() == 5 ? 1 : 0);
            reporter.publishEntry(Witnessed.of(witness).entry("S9", 3, stopped));
        }
    }

    /// Takes more than six seconds.
    @Test
    @Tag("safety")
    void aProcessThatStoodStillClosesAndEnds(TestReporter reporter) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, SLOW)) {
            Running scan = startAndAwaitFirstFrame(site);

            signal(scan, "STOP");
            assertThat(scan.process().waitFor(6, TimeUnit.SECONDS)).isFalse();
            signal(scan, "CONT");
            Ended ended = scan.awaitEnd();

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err()).contains("this process stood still for");
            assertThat(events(site, "sent")).isEqualTo(1);
            endedByFinAlone(site, ended, reporter);
        }
    }

    /// Windows end on a full minute, so this takes 40 to 100 s.
    @Test
    @Tag("safety")
    void aWindowThatClosesInMidScanLeavesTheRestForTheNext(TestReporter reporter) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, CROWD)) {
            Instant closes = Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.MINUTES);
            openUntil(closes);

            Ended ended = site.run("scan", "--yes", "--json", "--no-progress");
            Ended shut = site.run("scan", "--yes", "--no-progress");

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
            assertThat(ended.err()).contains("stopped (S11: ", "could outlast the window");
            assertThat(shut.exitCode()).as(shut.err()).isIn(4, 5);
            int visited = 0;
            for (JsonNode visit : ended.json().get("visits")) {
                visited += visit.get("outcome").asText().equals("identified") ? 1 : 0;
            }
            assertThat(visited).isBetween(1, 199);
            Instant last = Instant.EPOCH;
            for (String line : Files.readAllLines(journal(site))) {
                JsonNode event = JSON.readTree(line);
                if (event.path("event").asText().equals("sent")) {
                    last = Instant.parse(event.get("at").asText());
                }
            }
            assertThat(last).isAfter(Instant.EPOCH).isBefore(closes);
            int frames = events(site, "sent");
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).isZero();
            Witnessed seen = Witnessed.of(witness);
            assertThat(seen.frames()).as("the second scan sent nothing").isEqualTo(frames);
            // a scan that ran into the window's end, and one that began after it
            reporter.publishEntry(
                    seen.entry(
                            "S11",
                            2,
                            (last.isBefore(closes) ? 1 : 0) + (seen.frames() == frames ? 1 : 0)));
        }
    }

    private void openUntil(Instant closes) throws IOException {
        ZonedDateTime end = closes.atZone(ZoneOffset.UTC);
        Path file = folder.resolve("site.yaml");
        String windows =
                "timeZone: UTC\nwindows: [{days: mon-sun, from: '%tR', to: '%tR'}]"
                        .formatted(end.minusHours(1), end);
        String text = Files.readString(file);
        assertThat(text).contains("windows: any");
        Files.writeString(file, text.replace("windows: any", windows));
    }

    private static Path journal(SimulatedSite site) throws IOException {
        return site.runs().getFirst().resolve("journal.ndjson");
    }

    private static void stoppedWithoutBreach(SimulatedSite site, Ended ended, TestReporter reporter)
            throws IOException {
        int frames = events(site, "sent");
        JsonNode witness = site.witness();
        assertThat(witness.get("breachCount").asInt(-1)).as(witness.toString()).isZero();
        assertThat(device(witness, "press").get("openNow").asInt(-1)).isZero();
        assertThat(device(witness, "oven").get("connections").asInt(-1)).isZero();
        publish(reporter, ended, Witnessed.of(witness), frames);
    }

    /// The one thing that the device may blame is the missing close, which S9 leaves out then; it
    /// sees the FIN when it is done with its answer.
    private static void endedByFinAlone(SimulatedSite site, Ended ended, TestReporter reporter)
            throws IOException {
        int frames = events(site, "sent");
        JsonNode witness = site.witness();
        for (JsonNode breach : device(witness, "press").get("breaches")) {
            assertThat(breach.get("detail").asText())
                    .isEqualTo("FIN without the protocol's own close");
        }
        assertThat(device(witness, "press").get("frames").asInt(-1)).isEqualTo(frames);
        assertThat(device(witness, "oven").get("connections").asInt(-1)).isZero();
        long allowed = device(witness, "press").get("breaches").size();
        Witnessed seen = Witnessed.of(witness);
        publish(
                reporter,
                ended,
                new Witnessed(seen.visits(), seen.frames(), seen.breaches() - allowed),
                frames);
    }

    /// A stop was heeded where the program says so and devices got no frame that its journal, which
    /// the test looked at, does not hold.
    private static void publish(
            TestReporter reporter, Ended ended, Witnessed seen, int journalled) {
        boolean heeded = ended.exitCode() == 5 && seen.frames() == journalled;
        reporter.publishEntry(seen.entry("S9", 1, heeded ? 1 : 0));
    }

    /// A shell that runs in the background passes on that Ctrl-C is ignored; a terminal does not.
    private Running startAndAwaitFirstFrame(SimulatedSite site) throws IOException {
        Running scan = site.startAtTerminal("scan", "--yes", "--json", "--no-progress");
        site.await("the first frame", scan.process(), () -> events(site, "sent") > 0);
        return scan;
    }

    private static void signal(Running scan, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(scan.process().pid()));
        assertThat(kill.start().waitFor()).isZero();
    }

    private static int events(SimulatedSite site, String event) throws IOException {
        if (site.runs().isEmpty()) {
            return 0;
        }
        Path journal = site.runs().getFirst().resolve("journal.ndjson");
        return !Files.exists(journal)
                ? 0
                : (int)
                        Files.readAllLines(journal).stream()
                                .filter(line -> line.contains("\"event\":\"" + event + "\""))
                                .count();
    }

    private static Path latch(SimulatedSite site) {
        String told = site.run("stop", "--by", "R. Okafor", "--reason", "where is it").out();
        assertThat(site.run("resume", "--by", "R. Okafor", "--reason", "there").exitCode())
                .isZero();
        return Path.of(told.replaceAll("(?s).*the stop is this file: (\\S+).*", "$1"));
    }

    private static String[] withHeartbeat() {
        return new String[] {"scan", "--yes", "--json", "--no-progress", "--heartbeat", "beat"};
    }

    private static void touch(Path beat, long ageSeconds) throws IOException {
        if (!Files.exists(beat)) {
            Files.createFile(beat);
        }
        Files.setLastModifiedTime(beat, FileTime.from(Instant.now().minusSeconds(ageSeconds)));
    }

    /// An overlay that only tightens: nobody is visited twice within an hour.
    private void restAnHour() throws IOException {
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
                  - {profile: sim-slow, revisit: 1 h}
                  - {profile: sim-m580, revisit: 1 h}
                """);
    }

    private static String outcome(Ended ended, String device) {
        for (JsonNode visit : ended.json().get("visits")) {
            if (visit.get("device").asText().equals(device)) {
                return visit.get("outcome").asText();
            }
        }
        throw new AssertionError("no " + device + " in " + ended.out());
    }

    private static JsonNode device(JsonNode witness, String name) {
        for (JsonNode device : witness.get("devices")) {
            if (device.get("name").asText().equals(name)) {
                return device;
            }
        }
        throw new AssertionError("no " + name + " in " + witness);
    }
}
