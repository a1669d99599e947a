package io.walkdown.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.simulator.WitnessReport;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import java.util.Map;

/// What all devices of a plant counted: the figures that a test publishes for the safety table.
///
/// @param visits connections that devices accepted or refused
/// @param frames frames and datagrams that they received
/// @param breaches breaches that they saw
record Witnessed(long visits, long frames, long breaches) {
    static Witnessed of(JsonNode witness) {
        long visits = 0;
        long frames = 0;
        for (JsonNode device : witness.path("devices")) {
            visits += device.path("connections").asLong();
            frames += device.path("frames").asLong();
        }
        return new Witnessed(visits, frames, witness.path("breachCount").asLong(-1));
    }

    static Witnessed of(WitnessReport witness) {
        return new Witnessed(
                witness.devices().stream().mapToLong(DeviceReport::connections).sum(),
                witness.devices().stream().mapToLong(DeviceReport::frames).sum(),
                witness.breachCount());
    }

    /// What a test publishes of one invariant.
    ///
    /// @param injected what was tried
    /// @param caught how often the check said so
    Map<String, String> entry(String invariant, long injected, long caught) {
        return Map.of(
                "invariant",
                invariant,
                "visits",
                Long.toString(visits),
                "frames",
                Long.toString(frames),
                "breaches",
                Long.toString(breaches),
                "injected",
                Long.toString(injected),
                "caught",
                Long.toString(caught));
    }
}
