package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Temporary files of processes that died (S15).
class LeftoversTest {
    private static final Instant NOW = Instant.parse("2026-11-23T19:00:00Z");

    @TempDir Path folder = Path.of("");

    @Test
    void removesOldOnesOfTheFilesThatAreMeantAndNothingElse() throws IOException {
        Path left = file(".baseline.json.1f0a22b3.tmp", 61);
        file(".baseline.json.1f0a22b4.tmp", 59);
        file(".other.json.1f0a22b3.tmp", 61);
        file(".baseline.json.tmp", 61);
        file("baseline.json.1f0a22b3.tmp", 61);
        file("baseline.json", 61);

        assertThat(Leftovers.remove(folder, "baseline.json"::equals, NOW)).containsExactly(left);
        assertThat(left).doesNotExist();
        try (var rest = Files.list(folder)) {
            assertThat(rest).hasSize(5);
        }
    }

    @Test
    void findsNothingInAFolderThatIsNotThere() {
        assertThat(Leftovers.remove(folder.resolve("none"), _ -> true, NOW)).isEmpty();
    }

    @Test
    void aWriteThatFailsLeavesNothing() throws IOException {
        // a folder under the target's name: the new file cannot take it, and is removed at once
        Files.createDirectories(folder.resolve("plan.json").resolve("inside"));

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("plan.json"), "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("plan.json");
        try (var rest = Files.list(folder)) {
            assertThat(rest).containsExactly(folder.resolve("plan.json"));
        }
    }

    private Path file(String name, int minutesOld) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60L * minutesOld)));
        return file;
    }
}
