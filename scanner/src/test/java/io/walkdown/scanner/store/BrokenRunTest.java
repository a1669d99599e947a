package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose process died (S15).
class BrokenRunTest {
    private static final String START = "{\"n\":0,\"event\":\"start\",\"at\":\"T0\"}\n";
    private static final String CONNECTING =
            "{\"n\":1,\"event\":\"connecting\",\"at\":\"T1\",\"device\":\"filler\"}\n";
    private static final String SENT =
            "{\"n\":2,\"event\":\"sent\",\"at\":\"T2\",\"device\":\"filler\"}\n";
    private static final String END = "{\"n\":3,\"event\":\"end\",\"at\":\"T3\"}\n";

    @TempDir Path runs = Path.of("");

    @Test
    void tellsWhatTheJournalsWholeLinesTell() throws IOException {
        run("20261123T073500Z-0001", "plant", START + CONNECTING + SENT + "{\"n\":3,\"ev");

        BrokenRun broken = BrokenRun.newest(runs, "plant").orElseThrow();

        BrokenRun.Told told = broken.journal().orElseThrow();
        assertThat(told.until()).isEqualTo("T2");
        assertThat(told.devices()).containsExactly("filler");
        assertThat(told.sent()).isEqualTo(1);
        assertThat(told.cutOff()).isTrue();
        assertThat(broken.words(Instant::toString))
                .contains("20261123T073500Z-0001", "filler", "at most 1 frame;", "incomplete line");
    }

    @Test
    void saysNothingOfARunThatEnded() throws IOException {
        Path run = run("20261123T073500Z-0001", "plant", START + CONNECTING + SENT + END);
        Files.writeString(run.resolve("observations.json"), "{}");

        assertThat(BrokenRun.newest(runs, "plant")).isEmpty();
    }

    @Test
    void saysItOfTheNewestRunOfTheSiteAlone() throws IOException {
        run("20261123T073500Z-0001", "plant", START);
        Path ended = run("20261123T073600Z-0002", "plant", START + END);
        Files.writeString(ended.resolve("observations.json"), "{}");
        run("20261123T073700Z-0003", "other", START);

        assertThat(BrokenRun.newest(runs, "plant")).isEmpty();
        assertThat(BrokenRun.newest(runs, "other")).isPresent();
    }

    @Test
    void aRunThatKeptNoObservationsIsBrokenAlthoughItsJournalEnded() throws IOException {
        run("20261123T073500Z-0001", "plant", START + END);

        assertThat(BrokenRun.newest(runs, "plant").orElseThrow().words(Instant::toString))
                .contains("left no observations");
    }

    @Test
    void readsWhateverIsLeft() throws IOException {
        Path empty = Files.createDirectories(runs.resolve("20261123T073500Z-0001"));
        assertThat(BrokenRun.newest(runs, "plant").orElseThrow().words(Instant::toString))
                .contains("sent nothing");
        Files.writeString(empty.resolve("journal.ndjson"), "");
        assertThat(BrokenRun.newest(runs, "plant").orElseThrow().words(Instant::toString))
                .contains("sent nothing");
        Files.write(empty.resolve("journal.ndjson"), new byte[] {(byte) 0xff, 0, '\n', '{'});
        Files.writeString(empty.resolve("plan.json"), "{\"site\": ");
        assertThat(BrokenRun.newest(runs, "plant")).isPresent();
        assertThat(BrokenRun.newest(runs.resolve("none"), "plant")).isEqualTo(Optional.empty());
    }

    @Test
    void aRunWhoseProcessStillWritesIsNotBroken() throws IOException {
        Path run = run("20261123T073500Z-0001", "plant", START);

        try (var writer = new FileOutputStream(run.resolve("journal.ndjson").toFile(), true);
                var lock = writer.getChannel().tryLock()) {
            assertThat(lock).isNotNull();
            assertThat(BrokenRun.newest(runs, "plant")).isEmpty();
        }
        assertThat(BrokenRun.newest(runs, "plant")).isPresent();
    }

    private Path run(String id, String site, String journal) throws IOException {
        Path run = Files.createDirectories(runs.resolve(id));
        Files.writeString(run.resolve("plan.json"), "{\"site\": \"%s\"}".formatted(site));
        Files.writeString(run.resolve("journal.ndjson"), journal);
        return run;
    }
}
