package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.SimulatedPlant.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One question after the other, each a run of its own: the devices' witness tells whether what
/// holds within a run holds between them, too (S4, S6).
class SuccessiveAsksTest {
    private static final String TWO_DEVICES =
            """
            version: 1
            name: %s
            scope: [127.20.79.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: %s}
            groups: {line: {kind: serial-gateway, busTimePercent: %s}}
            devices:
              - name: north
                address: 127.20.79.1
                answerDelayMs: 200
                modbus: {units: {255: {objects: {0: a, 1: b, 2: c}}}}
                site: {profile: sim-m580, clients: 0, groups: [line]}
              - name: south
                address: 127.20.79.2
                answerDelayMs: 200
                modbus: {units: {255: {objects: {0: a, 1: b, 2: c}}}}
                site: {profile: sim-m580, clients: 0, groups: [line]}
            """;

    @TempDir private Path folder = Path.of("");

    private SimulatedPlant plant(String yaml) throws IOException {
        SimulatedPlant plant = SimulatedPlant.start(PlantFile.parse(yaml), Ports.EPHEMERAL);
        Files.writeString(folder.resolve("site.yaml"), plant.siteYaml());
        return plant;
    }

    @Test
    void aLineRestsBetweenTwoQuestions() throws Exception {
        askBoth(TWO_DEVICES.formatted("resting", "1000", "10"));
    }

    @Test
    void theSitesRateHoldsBetweenTwoQuestions() throws Exception {
        askBoth(TWO_DEVICES.formatted("slow", "0.5", "100"));
    }

    /// By datagrams: a connect would have its own quiet time before the frame.
    @Test
    void aDeviceRestsBetweenTwoQuestionsFromSitesOfTwoNames() throws Exception {
        String overlay = "version: 1\noverlays: [{profile: sim-logix, gap: 3 s}]\n";
        Files.writeString(folder.resolve("ours.yaml"), overlay);
        String yaml =
                """
                version: 1
                name: patient
                scope: [127.20.79.0/24]
                devices:
                  - name: north
                    address: 127.20.79.1
                    minGapMs: 3000
                    enip:
                      identity: {name: 1756-L73/B LOGIX5573, serial: "00B3A5C1"}
                      modules:
                        0: {name: 1756-L73/B LOGIX5573, serial: "00B3A5C1"}
                        1: {name: 1756-EN2T/D, serial: "00D1907E"}
                    site: {profile: sim-logix, slots: [0, 1], clients: 0}
                """;
        try (SimulatedPlant plant = plant(yaml)) {
            Path file = folder.resolve("site.yaml");
            String site =
                    Files.readString(file)
                            .replaceFirst("(?m)^devices:", "overlays: [ours.yaml]\ndevices:");
            for (String name : new String[] {"patient", "renamed"}) {
                Files.writeString(file, site.replaceFirst("(?m)^site: patient", "site: " + name));
                try (var user = new ShellUser(folder, "xterm")) {
                    String told = user.enters("ask --device north list-identity --yes");
                    assertThat(told).contains("identified; 1 frame");
                }
            }
            assertThat(plant.witness().device("north").frames()).isEqualTo(2);
            assertThat(plant.breaches()).isEmpty();
        }
    }

    /// Leaving the shell and starting it again is as much a restart as another process.
    private void askBoth(String yaml) throws Exception {
        try (SimulatedPlant plant = plant(yaml)) {
            for (String device : new String[] {"north", "south"}) {
                try (var user = new ShellUser(folder, "xterm")) {
                    String told = user.enters("ask --device " + device + " device-id-basic --yes");
                    assertThat(told).contains("identified; 1 frame");
                }
                assertThat(plant.witness().device(device).frames()).isEqualTo(1);
            }
            assertThat(plant.breaches()).isEmpty();
        }
    }
}
