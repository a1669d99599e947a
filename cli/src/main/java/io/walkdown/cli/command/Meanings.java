package io.walkdown.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.scanner.audit.RecordedFrame;
import io.walkdown.scanner.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/// What the steps of a run ask, in the words of its plan.
///
/// @param byStep by device and step
record Meanings(Map<String, String> byStep) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Meanings {
        byStep = Map.copyOf(byStep);
    }

    /// Of a run's own plan; none where it cannot be read.
    static Meanings of(RunFolder folder) {
        Map<String, String> byStep = new HashMap<>();
        try {
            JsonNode plan = JSON.readTree(Files.readAllBytes(folder.plan()));
            for (JsonNode device : plan.path("devices")) {
                for (JsonNode step : device.path("requests")) {
                    byStep.put(
                            key(device.path("device").asText(), step.path("id").asText()),
                            step.path("meaning").asText());
                }
            }
        } catch (IOException e) {
            return new Meanings(Map.of());
        }
        return new Meanings(byStep);
    }

    /// Of that frame's step; empty text where it is not known.
    String of(RecordedFrame frame) {
        return byStep.getOrDefault(key(frame.device(), frame.step()), "");
    }

    private static String key(String device, String step) {
        return device + '\n' + step;
    }
}
