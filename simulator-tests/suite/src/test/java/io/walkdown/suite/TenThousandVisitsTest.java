package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Six thousand devices in one scan, judged by the devices themselves: once on a machine that is
/// free, once with both cores kept busy and a heap so small that it has to be collected.
@Tag("safety")
class TenThousandVisitsTest {
    private static final int DEVICES = 6_000;
    private static final int LEAST_COLLECTIONS = 10;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noDeviceSeesABreach(boolean busy, TestReporter reporter) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, plant());
                var _ = busy ? new BusyCores() : null) {
            Walkdown.Ended scan =
                    busy
                            ? site.runIn(
                                    List.of(
                                            "-Xmx256m",
                                            "-Xlog:gc:file=" + folder.resolve("gc.log")),
                                    "scan",
                                    "--yes",
                                    "--json",
                                    "--no-progress")
                            : site.run("scan", "--yes", "--json", "--no-progress");

            assertThat(scan.exitCode()).as(scan.err()).isZero();
            if (busy) {
                assertThat(Files.readString(folder.resolve("gc.log")).split("Pause Young"))
                        .as("collections of a heap that is small")
                        .hasSizeGreaterThan(LEAST_COLLECTIONS);
            }
            long frames = 0;
            for (JsonNode visit : scan.json().path("visits")) {
                frames += visit.path("actual").path("frames").asLong();
            }
            JsonNode witness = site.witness();
            assertThat(witness.path("breachCount").asInt(-1)).as(breaches(witness)).isZero();
            assertThat(witness.path("devices")).hasSize(DEVICES);
            publish(reporter, frames);
            if (busy) {
                reporter.publishEntry(
                        Map.of(
                                "count",
                                SafetyCounts.LOADED_VISITS,
                                "number",
                                Integer.toString(DEVICES)));
            }
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

    private static void publish(TestReporter reporter, long frames) {
        for (String invariant : List.of("S2", "S4", "S5", "S6")) {
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            invariant,
                            "visits",
                            invariant.equals("S4") ? Integer.toString(DEVICES) : "0",
                            "frames",
                            invariant.equals("S4") ? Long.toString(frames) : "0",
                            "breaches",
                            "0"));
        }
    }

    private static String plant() {
        return """
        version: 1
        name: crowd
        limits: {concurrentVisits: 64, framesPerSecond: 2000}
        crowd:
          count: %d
          from: 127.31.0.1
          template:
            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}",
                 systemName: PLC, moduleName: PLC, moduleType: CPU 315-2 PN/DP, slot: 2,
                 pduSize: 480}
            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
        """
                .formatted(DEVICES);
    }
}
