package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.simulator.WitnessReport;
import io.walkdown.simulator.WitnessReport.HmiReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelsTest {
    private static WitnessReport of(HmiReport... panels) {
        return new WitnessReport(List.of(), List.of(panels));
    }

    @Test
    void bearsPanelsThatWereAnswered() {
        Panels.lostNothing(of(new HmiReport("filler", 12, 0, 3.5)));
    }

    @Test
    void failsWhereOneLostItsConnectionOrNeverHadOne() {
        var well = new HmiReport("filler", 12, 0, 3.5);
        for (HmiReport other :
                List.of(new HmiReport("oven", 12, 1, 3.5), new HmiReport("oven", 0, 0, 0))) {
            assertThatThrownBy(() -> Panels.lostNothing(of(well, other)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("oven");
        }
    }

    @Test
    void failsWhereAPlantHasNone() {
        assertThatThrownBy(() -> Panels.lostNothing(of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a panel");
    }
}
