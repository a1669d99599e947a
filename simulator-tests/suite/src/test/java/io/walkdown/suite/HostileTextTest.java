package io.walkdown.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Devices that name themselves with text for terminals, seen through the real program: no command
/// lets it through to a screen, and no file loses it (S14).
class HostileTextTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> TEXTS =
            List.of(
                    "P\u001b[2J\u001b[HQ",
                    "P\u001b]0;owned\u0007Q",
                    "P\u001b]52;c;cm0gLXJm\u001b\\Q",
                    "P\u009b2J\u009d0;x\u009c\u0085Q",
                    "P\r\n\tfiller  identified  0 / 0\u000b\u000cQ",
                    "P\b\b\b\u007f\u007fQ",
                    "P\u202egnp.exe\u2066Q",
                    "P\u200b\ufeff\u2028\u2029\u00adQ",
                    "Z" + "\u0301".repeat(60),
                    "x".repeat(200),
                    "\u001b".repeat(150),
                    "\u6c34\u6e90".repeat(30),
                    "\"},{\"address\":\"10.0.0.1",
                    "%s%n%x${jndi:ldap:x}");

    @TempDir Path folder = Path.of("");

    private static String plant() throws IOException {
        var plant =
                new StringBuilder(
                        """
                        version: 1
                        name: hostile-text
                        scope: [127.20.13.0/24]
                        limits: {concurrentVisits: 4, framesPerSecond: 200}
                        devices:
                        """);
        plant.append(
                """
                  - name: watched
                    address: 127.20.13.10
                    hmi: true
                    modbus: {units: {255: {objects: {0: Acme, 1: plain, 2: "1.0"}}}}
                    site: {profile: sim-m580, unit: 255, clients: 1}
                """
                        .indent(0));
        for (int i = 0; i < TEXTS.size(); i++) {
            plant.append(
                    """
                      - name: d%1$d
                        address: 127.20.13.%2$d
                        modbus: {units: {255: {objects: {0: Acme, 1: %3$s, 2: "1.0"}}}}
                        site: {profile: sim-m580, unit: 255, clients: 0}
                    """
                            .formatted(i, i + 11, yaml(TEXTS.get(i)))
                            .indent(0));
        }
        return plant.toString();
    }

    /// The text's UTF-8, a character a byte: so a plant's devices send it. A JSON string is a YAML
    /// string, but for the one control character that JSON does not escape.
    private static String yaml(String text) throws IOException {
        return JSON.writeValueAsString(new String(text.getBytes(UTF_8), ISO_8859_1))
                .replace("\u007f", "\\u007f");
    }

    @Test
    void isHarmlessInEveryCommandAndLostInNone(TestReporter reporter) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, plant())) {
            Ended scan = site.run("scan", "--yes");
            assertThat(scan.exitCode()).as(scan.err()).isZero();
            harmless(scan);
            JsonNode assets = observations(site).get("assets");
            int kept = 0;
            for (int i = 0; i < TEXTS.size(); i++) {
                JsonNode told = SlotsTest.find(assets, "name", "d" + i);
                String text = told.at("/identity/orderNumber/value").asText();
                assertThat(text).isEqualTo(TEXTS.get(i));
                kept += text.equals(TEXTS.get(i)) ? 1 : 0;
            }
            harmless(site.run("diff"));
            harmless(site.run("diff", "--json"));
            harmless(site.run("accept", "--by", "R. Okafor", "--reason", "first look"));
            assertThat(Files.readString(folder.resolve("baseline.json")).codePoints())
                    .allMatch(HostileTextTest::isHarmless);
            harmless(site.run("plan"));
            harmless(site.run("profiles", "explain", "d0"));
            harmless(site.run("audit", site.runs().getLast().toString()));
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).isZero();
            reporter.publishEntry(Witnessed.of(witness).entry("S14", TEXTS.size(), kept));
        }
    }

    private static JsonNode observations(SimulatedSite site) throws IOException {
        return site.json(site.runs().getLast().resolve("observations.json"));
    }

    private static void harmless(Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isIn(0, 2);
        for (String screen : List.of(ended.out(), ended.err())) {
            assertThat(screen.codePoints()).as(screen).allMatch(HostileTextTest::isHarmless);
            // JSON keeps a text as it was sent, so far as it escapes what is not harmless
            assertThat(screen.startsWith("{") || !screen.contains("\u0301".repeat(5)))
                    .as(screen)
                    .isTrue();
        }
    }

    /// Lines may end; nothing else moves a cursor, hides, or turns a line's direction.
    private static boolean isHarmless(int codePoint) {
        return codePoint == '\n'
                || (!Character.isISOControl(codePoint)
                        && Character.getType(codePoint) != Character.FORMAT
                        && codePoint != 0x2028
                        && codePoint != 0x2029);
    }
}
