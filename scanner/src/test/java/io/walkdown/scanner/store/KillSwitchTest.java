package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stopping where the disk does not help (S9, S15).
class KillSwitchTest {
    private static final Instant NOW = Instant.parse("2026-11-23T19:00:00Z");

    @TempDir Path folder = Path.of("");

    @Test
    void stopsAlsoWhereTheHistoryCannotBeWritten() throws IOException {
        Files.createDirectory(history());
        KillSwitch plant = plant();

        assertThatThrownBy(() -> plant.stop("R. Okafor", "start-up", NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the site is stopped, but")
                .hasMessageContaining("stops.ndjson");
        assertThat(plant.isStopped()).isTrue();
        assertThat(plant.state())
                .isEqualTo(new KillSwitch.State.Stopped("R. Okafor", "start-up", NOW));
    }

    @Test
    void staysStoppedWhereTheHistoryCannotBeWritten() throws IOException {
        KillSwitch plant = plant();
        plant.stop("R. Okafor", "start-up", NOW);
        Files.delete(history());
        Files.createDirectory(history());

        assertThatThrownBy(() -> plant.resume("R. Okafor", "runs", NOW))
                .isInstanceOf(StoreException.class);
        assertThat(plant.isStopped()).isTrue();
    }

    @Test
    void aLineThatWasCutOffSpoilsNoOther() throws IOException {
        Files.writeString(history(), "{\"at\":\"2026-11-2");

        plant().stop("R. Okafor", "start-up", NOW);
        plant().resume("R. Okafor", "runs", NOW);

        List<String> lines = Files.readAllLines(history());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("{").contains("\"stop\"").endsWith("}");
        assertThat(lines.get(2)).startsWith("{").contains("\"resume\"").endsWith("}");
    }

    private KillSwitch plant() {
        return new KillSwitch(new StateFolder(folder), "plant");
    }

    private Path history() {
        return folder.resolve("stops.ndjson");
    }
}
