package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.walkdown.simulator.SimulatedPlant.Ports;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final String CROWD =
            """
            version: 1
            name: crowd
            limits: {concurrentVisits: 256, framesPerSecond: 100000}
            crowd:
              count: %d
              from: 127.30.0.1
              template:
                s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}", slot: 2}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 0}
            """;

    @Test
    void tenThousandDevicesListenWithinSecondsAndAnswer() {
        PlantFile file = PlantFile.parse(CROWD.formatted(10_000));
        long before = System.nanoTime();
        try (SimulatedPlant plant = SimulatedPlant.start(file, Ports.EPHEMERAL)) {
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(20));
            for (String device : new String[] {"device-00001", "device-05000", "device-10000"}) {
                assertThat(Caller.text(serialNumber(plant, device)))
                        .contains("SN " + device.substring(7));
            }
            assertThat(plant.breaches()).isEmpty();
            assertThat(plant.siteYaml().lines().filter(line -> line.contains("protocol: s7")))
                    .hasSize(10_000);
        }
    }

    private static Bytes serialNumber(SimulatedPlant plant, String device) {
        Caller caller = Caller.to(plant, device);
        caller.ask(Requests.connect(2));
        caller.ask(Requests.SETUP);
        Bytes components = caller.ask(Requests.SZL_001C);
        caller.ask(Requests.followUp(1));
        caller.ask(Requests.DISCONNECT);
        caller.end();
        return components;
    }

    @Test
    void tooManyDevicesForTheOpenFileLimitAreRefusedPlainly() {
        PlantFile file = PlantFile.parse(CROWD.formatted(50));

        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(() -> OpenFiles.require(file, 100))
                .withMessageContaining("50 devices need about")
                .withMessageContaining("may have 100")
                .withMessageContaining("ulimit -n");
    }
}
