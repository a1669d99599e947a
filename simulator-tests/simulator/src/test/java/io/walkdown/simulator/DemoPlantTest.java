package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.SimulatedPlant.Ports;
import org.junit.jupiter.api.Test;

class DemoPlantTest {

    @Test
    void startsEveryDeviceWithItsPanelAndSeesNoBreach() {
        try (SimulatedPlant plant = SimulatedPlant.start(PlantFile.demo(), Ports.EPHEMERAL)) {
            assertThat(plant.name()).isEqualTo("bottling-line-4");
            assertThat(plant.deviceNames()).hasSize(14).contains("bay-12");
            assertThat(plant.applyChanges())
                    .containsExactly("palletizer", "mixer-chassis", "bay-12");
            assertThat(plant.witness().hmi()).hasSize(5).allMatch(hmi -> hmi.polls() > 0);
            assertThat(plant.breaches()).isEmpty();
        }
    }
}
