package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every frame that the demo's plant is asked stands on the page of frames.
class FramesPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "frames.md");

    @TempDir Path folder = Path.of("");

    @Test
    void everyFrameOfTheDemosPlantIsOnThePage() throws IOException {
        List<Pattern> kinds =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("    "))
                        .map(line -> Pattern.compile(pattern(line.strip())))
                        .toList();
        JsonNode plan = plan();

        List<String> planned =
                plan.get("devices").findValues("hex").stream().map(JsonNode::asText).toList();
        assertThat(planned)
                .hasSizeGreaterThan(10)
                .allSatisfy(hex ->
                        assertThat(kinds).as(hex).anyMatch(kind -> kind.matcher(hex).matches()));
    }

    /// The conversation's bytes are left open in both; those of the site file in the page alone.
    private static String pattern(String hex) {
        return hex.replace(".", "\\.").replace("xx", "[0-9a-f]{2}");
    }

    private JsonNode plan() throws IOException {
        try (var site = SimulatedSite.start(folder, "")) {
            return site.run("plan", "--json").json();
        }
    }
}
