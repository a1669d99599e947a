package io.walkdown.suite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the runs in a folder left: their journals' whole lines, held against their captures.
final class KeptRuns {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path runs;

    /// @param folder the site's
    KeptRuns(Path folder) {
        this.runs = folder.resolve("runs");
    }

    /// The runs' folders, the oldest first.
    List<Path> folders() throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.sorted().toList();
        }
    }

    /// The SHA-256 of each frame that a journal says was sent, by the address that it was sent to.
    Map<String, List<String>> sent() throws IOException {
        Map<String, List<String>> byAddress = new HashMap<>();
        for (Path run : folders()) {
            for (JsonNode line : lines(run)) {
                if (line.get("event").asText().equals("sent")) {
                    byAddress
                            .computeIfAbsent(line.get("address").asText(), _ -> new ArrayList<>())
                            .add(line.get("sha256").asText());
                }
            }
        }
        return byAddress;
    }

    /// How often a connection to that address was tried.
    ///
    /// @param looks second looks at a canary (S8), else visits
    long attempts(String address, boolean looks) throws IOException {
        long attempts = 0;
        for (Path run : folders()) {
            attempts +=
                    lines(run).stream()
                            .filter(line -> line.get("event").asText().equals("connecting"))
                            .filter(line -> line.get("address").asText().equals(address))
                            .filter(line -> line.get("leg").asText().startsWith("look-") == looks)
                            .count();
        }
        return attempts;
    }

    /// The whole lines of the first run's journal, also while it is written; none where there is
    /// none.
    static List<JsonNode> journal(Path site) throws IOException {
        List<Path> folders = new KeptRuns(site).folders();
        return folders.isEmpty() ? List.of() : lines(folders.getFirst());
    }

    /// A journal is a chain of whole lines and at most a piece of one more, and whatever a line
    /// says is in the capture is there.
    void holdTogether() throws IOException {
        for (Path run : folders()) {
            String previous = "0".repeat(64);
            byte[] capture = bytes(run.resolve("wire.pcapng"));
            for (String text : texts(run)) {
                JsonNode line = parsed(run, text);
                assertThat(line.get("previous").asText()).as(run + ": " + text).isEqualTo(previous);
                previous = SentFrames.sha256(text.getBytes(StandardCharsets.UTF_8));
                holds(capture, line);
            }
        }
    }

    private static void holds(byte[] capture, JsonNode line) {
        if (line.has("offset")) {
            int offset = line.get("offset").asInt();
            int end = offset + line.get("captured").asInt();
            assertThat(capture.length).as(line.toString()).isGreaterThanOrEqualTo(end);
            assertThat(SentFrames.sha256(Arrays.copyOfRange(capture, offset, end)))
                    .isEqualTo(line.get("capturedSha256").asText());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static List<JsonNode> lines(Path run) throws IOException {
        return texts(run).stream().map(text -> parsed(run, text)).toList();
    }

    /// The lines that end with a newline.
    private static List<String> texts(Path run) throws IOException {
        String journal = new String(bytes(run.resolve("journal.ndjson")), StandardCharsets.UTF_8);
        return journal.substring(0, journal.lastIndexOf('\n') + 1).lines().toList();
    }

    private static JsonNode parsed(Path run, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(run + " has a broken line before its end: " + text, e);
        }
    }
}
