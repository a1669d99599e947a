package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.simulator.WitnessReport;
import io.walkdown.simulator.WitnessReport.HmiReport;
import java.util.ArrayList;
import java.util.List;

/// The operator panels of a simulated plant, which no scan may disturb (S2): whatever a test is
/// about, its plant has one, and none lost its connection or waited for an answer in vain.
public final class Panels {
    private Panels() {}

    /// Fails where a panel lost something, never got an answer, or where the plant has none.
    public static void lostNothing(WitnessReport witness) {
        lostNothing(witness.hmi());
    }

    /// The same of a `witness.json`.
    static void lostNothing(JsonNode witness) {
        List<HmiReport> panels = new ArrayList<>();
        for (JsonNode panel : witness.path("hmi")) {
            panels.add(
                    new HmiReport(
                            panel.path("device").asText(),
                            panel.path("polls").asLong(-1),
                            panel.path("lost").asLong(-1),
                            panel.path("longestAnswerMs").asDouble()));
        }
        lostNothing(panels);
    }

    private static void lostNothing(List<HmiReport> panels) {
        assertThat(panels).as("a panel, whose connection is watched").isNotEmpty();
        assertThat(panels)
                .allSatisfy(panel -> {
                    assertThat(panel.lost()).as(panel.toString()).isZero();
                    assertThat(panel.polls()).as(panel.toString()).isPositive();
                });
    }
}
