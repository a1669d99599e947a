package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootClockTest {
    @TempDir Path proc = Path.of("");

    @Test
    void readsWhatLinuxTells() throws IOException {
        tells("3f1c\n", "12345.67 23456.78\n");

        assertThat(BootClock.of(proc).now())
                .contains(new SinceBoot("3f1c", Duration.ofMillis(12_345_670)));
    }

    @Test
    void tellsNothingWhereTheSystemDoesNot() throws IOException {
        assertThat(BootClock.of(proc).now()).isEmpty();

        for (String uptime : new String[] {"", "soon", "-1.00 2", "1.0000000001"}) {
            tells("3f1c\n", uptime);
            assertThat(BootClock.of(proc).now()).as(uptime).isEmpty();
        }
        tells("\n", "1.00 2.00");
        assertThat(BootClock.of(proc).now()).isEmpty();
    }

    private void tells(String boot, String uptime) throws IOException {
        Path random = proc.resolve("sys").resolve("kernel").resolve("random");
        Files.createDirectories(random);
        Files.writeString(random.resolve("boot_id"), boot);
        Files.writeString(proc.resolve("uptime"), uptime);
    }
}
