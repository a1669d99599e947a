package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Five thousand devices, judged by the devices themselves: scanned once on a machine that is free,
/// and twice with both cores kept busy and a heap so small that it has to be collected. The latter
/// alone makes the ten thousand visits that the contract's proof asks for under load.
@Tag("safety")
class TenThousandVisitsTest {
    private static final int DEVICES = 5_000;
    private static final int LEAST_COLLECTIONS = 10;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 2"})
    void noDeviceSeesABreach(boolean busy, int scans, TestReporter reporter) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, plant());
                var _ = busy ? new BusyCores() : null) {
            long told = 0;
            for (int scan = 1; scan <= scans; scan++) {
                told += frames(scan(site, busy, "gc-%d.log".formatted(scan)));
                site.awaitRevisit();
            }
            JsonNode witness = site.witness();
            Witnessed seen = Witnessed.of(witness);
            assertThat(seen.breaches()).as(breaches(witness)).isZero();
            assertThat(witness.path("devices"))
                    .hasSize(DEVICES)
                    .allMatch(device -> device.path("connections").asInt() == scans);
            assertThat(told)
                    .as("frames, as the scan and as devices count")
                    .isEqualTo(seen.frames());
            publish(reporter, witness, seen);
            if (busy) {
                long collections = 0;
                for (int scan = 1; scan <= scans; scan++) {
                    long those = collections("gc-%d.log".formatted(scan));
                    assertThat(those)
                            .as("collections of a heap that is small")
                            .isGreaterThan(LEAST_COLLECTIONS);
                    collections += those;
                }
                reporter.publishEntry(
                        Map.of(
                                "count",
                                SafetyCounts.LOADED_VISITS,
                                "number",
                                Long.toString(seen.visits()),
                                "measured",
                                "%d visits with both cores busy in a heap of 256 MiB, which was collected %d times"
                                        .formatted(seen.visits(), collections)));
            }
        }
    }

    private Walkdown.Ended scan(SimulatedSite site, boolean busy, String gcLog) {
        List<String> options =
                busy ? List.of("-Xmx256m", "-Xlog:gc:file=" + folder.resolve(gcLog)) : List.of();
        Walkdown.Ended scan = site.runIn(options, "scan", "--yes", "--json", "--no-progress");
        assertThat(scan.exitCode()).as(scan.err()).isZero();
        return scan;
    }

    private static long frames(Walkdown.Ended scan) {
        long frames = 0;
        for (JsonNode visit : scan.json().path("visits")) {
            frames += visit.path("actual").path("frames").asLong();
        }
        return frames;
    }

    /// What the scanning process itself says of its collector.
    private long collections(String gcLog) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(gcLog))) {
            return lines.filter(line -> line.contains("Pause")).count();
        }
    }

    private static String breaches(JsonNode witness) {
        List<String> named = new ArrayList<>();
        for (JsonNode device : witness.path("devices")) {
            device.path("breaches")
                    .forEach(breach -> named.add(device.path("name") + ": " + breach));
        }
        return String.join("\n", named);
    }

    /// Visits and frames are counted once; breaches are those that devices named of each invariant.
    private static void publish(TestReporter reporter, JsonNode witness, Witnessed seen) {
        for (String invariant : List.of("S2", "S4", "S5", "S6")) {
            boolean counts = invariant.equals("S4");
            var here =
                    new Witnessed(
                            counts ? seen.visits() : 0,
                            counts ? seen.frames() : 0,
                            breaches(witness)
                                    .lines()
                                    .filter(line -> line.contains("\"rule\":\"" + invariant + "\""))
                                    .count());
            reporter.publishEntry(here.entry(invariant, 0, 0));
        }
    }

    private static String plant() {
        return """
        version: 1
        name: crowd
        limits: {concurrentVisits: 64, framesPerSecond: 2000}
        devices:
          - name: watched
            address: 127.32.1.1
            hmi: true
            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S W-1, slot: 2,
                 pduSize: 480}
            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 1}
        crowd:
          count: %d
          from: 127.31.0.1
          template:
            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}",
                 systemName: PLC, moduleName: PLC, moduleType: CPU 315-2 PN/DP, slot: 2,
                 pduSize: 480}
            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
        """
                .formatted(DEVICES - 1);
    }
}
