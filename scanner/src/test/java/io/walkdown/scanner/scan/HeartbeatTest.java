package io.walkdown.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.scanner.wire.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeartbeatTest {
    private static final Instant NOW = Instant.parse("2026-11-23T19:00:00Z");

    private Path file = Path.of("");

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("beat");
    }

    @ParameterizedTest
    @CsvSource({
        "29999, true",
        "30000, false",
        "90000, false",
        "0, true",
        "-29999, true",
        "-30000, false"
    })
    void livesOnlyWhileTheFileIsYoungerThanTheLimit(long ageMillis, boolean lives)
            throws IOException {
        touched(ageMillis);

        assertThat(beat().lost().isEmpty()).isEqualTo(lives);
    }

    @Test
    void namesFileAgeAndLimit() throws IOException {
        touched(42_500);
        assertThat(beat().lost().map(Pulse.Lost::why))
                .contains("heartbeat " + file + " is 42.5 s old, and the limit is 30.0 s");
        touched(-60_000);
        assertThat(beat().lost().map(Pulse.Lost::why).orElse(""))
                .contains("touched 60.0 s in the future");
    }

    @Test
    void aMissingFileAndAFolderAreLost() throws IOException {
        assertThat(beat().lost().map(Pulse.Lost::why).orElse("")).contains("NoSuchFileException");
        Files.createDirectory(file);
        assertThat(beat().lost().map(Pulse.Lost::why).orElse("")).contains("no regular file");
    }

    @Test
    void refusesALimitThatStopsNothing() {
        assertThatThrownBy(() -> new Heartbeat(file, Duration.ofHours(2), InstantSource.fixed(NOW)))
                .hasMessageContaining("7200.0 s");
        assertThatThrownBy(
                        () -> new Heartbeat(file, Duration.ofMillis(999), InstantSource.fixed(NOW)))
                .hasMessageContaining("1.0 s");
    }

    private Heartbeat beat() {
        return new Heartbeat(file, Heartbeat.DEFAULT, InstantSource.fixed(NOW));
    }

    private void touched(long ageMillis) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusMillis(ageMillis)));
    }
}
