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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Whoever starts how many scans of one plant, however often: each device is visited once (S10).
class OnceEachTest {
    private static final int DEVICES = 8;
    private static final int RESTARTS = 8;
    private static final int CRON_STARTS = 20;
    private static final long CRON_MILLIS = 300;
    private static final String[] SCAN = {"scan", "--yes", "--json", "--no-progress"};

    private static final String PLANT =
            """
            version: 1
            name: once
            limits: {concurrentVisits: 2, framesPerSecond: 200}
            devices:
              - name: watched
                address: 127.34.1.1
                answerDelayMs: 20
                hmi: true
                s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S W-1, slot: 2}
                site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 1}
            crowd:
              count: %d
              from: 127.34.0.1
              template:
                answerDelayMs: 20
                s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}", slot: 2}
                site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
            """
                    .formatted(DEVICES - 1);

    @TempDir Path folder = Path.of("");

    private interface Abuse {
        void of(SimulatedSite site) throws Exception;
    }

    @Test
    void twoProcessesAtOnceAndASecondClone(TestReporter reporter) throws Exception {
        once(
                reporter,
                site -> {
                    Path clone = clone("clone");
                    Running first = site.start(SCAN);
                    Running second = new Walkdown(clone, folder.resolve("state")).start(SCAN);
                    List<Ended> ended = List.of(first.awaitEnd(), second.awaitEnd());
                    assertThat(ended).extracting(Ended::exitCode).contains(0).isSubsetOf(0, 4);
                    assertThat(ended)
                            .filteredOn(each -> each.exitCode() == 4)
                            .allMatch(each -> each.err().contains("runs already: process "));
                    Ended later = new Walkdown(clone, folder.resolve("state")).run(SCAN);
                    assertThat(later.exitCode()).as(later.err()).isZero();
                    assertThat(later.err()).contains("S10", "nothing was sent", "next due");
                });
    }

    @Test
    void aCloneOnAnotherMachineThatKnowsTheBaselineAlone(TestReporter reporter) throws Exception {
        once(
                reporter,
                site -> {
                    assertThat(site.run(SCAN).exitCode()).isZero();
                    site.run("accept", "--by", "R. Okafor", "--reason", "first look");
                    Path clone = clone("elsewhere");
                    Files.copy(folder.resolve("baseline.json"), clone.resolve("baseline.json"));

                    Ended elsewhere = new Walkdown(clone).run(SCAN);

                    assertThat(elsewhere.exitCode()).as(elsewhere.err()).isEqualTo(4);
                    assertThat(elsewhere.err() + elsewhere.out())
                            .contains(
                                    "S10",
                                    "this machine's ledger does not",
                                    "acknowledge 127.34.0.1");
                });
    }

    @Test
    @Tag("safety")
    void aRestartLoop(TestReporter reporter) throws Exception {
        once(
                reporter,
                site -> {
                    for (int i = 0; i < RESTARTS; i++) {
                        Running scan = site.start(SCAN);
                        int before = site.runs().size();
                        while (scan.process().isAlive() && site.runs().size() == before) {
                            scan.process().waitFor(5, TimeUnit.MILLISECONDS);
                        }
                        scan.process().waitFor(60, TimeUnit.MILLISECONDS);
                        scan.process().destroy();
                        assertThat(scan.awaitEnd().exitCode()).isIn(0, 5, 143);
                    }
                    assertThat(site.run(SCAN).exitCode()).isZero();
                    assertThat(site.run(SCAN).exitCode()).as("nothing is due").isZero();
                });
    }

    @Test
    @Tag("safety")
    void aMistypedLineOfCron(TestReporter reporter) throws Exception {
        once(
                reporter,
                site -> {
                    List<Running> all = new ArrayList<>();
                    for (int i = 0; i < CRON_STARTS; i++) {
                        Running one = site.start(SCAN);
                        all.add(one);
                        one.process().waitFor(CRON_MILLIS, TimeUnit.MILLISECONDS);
                    }
                    for (Running one : all) {
                        Ended ended = one.awaitEnd();
                        assertThat(ended.exitCode()).as(ended.err()).isIn(0, 3, 4);
                        assertThat(ended.err()).doesNotContain("\tat ", "defect");
                    }
                });
    }

    private void once(TestReporter reporter, Abuse abuse) throws Exception {
        try (SimulatedSite site = SimulatedSite.start(folder, PLANT)) {
            restAnHour();
            abuse.of(site);
            JsonNode witness = site.witness();
            assertThat(witness.path("breachCount").asInt(-1)).as(witness.toString()).isZero();
            int asked = 0;
            int once = 0;
            for (JsonNode device : witness.get("devices")) {
                asked++;
                once += device.get("connections").asInt() == 1 ? 1 : 0;
                assertThat(device.get("connections").asInt()).as(device.toString()).isEqualTo(1);
            }
            assertThat(asked).isEqualTo(DEVICES);
            // another scan was started for every device, and was to leave it alone
            reporter.publishEntry(Witnessed.of(witness).entry("S10", asked, once));
        }
    }

    /// The site's files in another folder, as Git would put them there.
    private Path clone(String name) throws IOException {
        Path clone = Files.createDirectory(folder.resolve(name));
        for (String file : List.of("site.yaml", "ours.yaml")) {
            Files.copy(folder.resolve(file), clone.resolve(file));
        }
        return clone;
    }

    /// An overlay that only tightens: nobody is visited twice within an hour.
    private void restAnHour() throws IOException {
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                folder.resolve("ours.yaml"),
                "version: 1\noverlays: [{profile: sim-s7-crowd, revisit: 1 h}]\n");
        Files.writeString(
                site,
                Files.readString(site)
                        .replaceFirst("(?m)^devices:", "overlays: [ours.yaml]\ndevices:"));
    }
}
