package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedPlansTest {
    private static final Instant MADE = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir Path folder = Path.of("");

    /// As another process finds them.
    private UsedPlans used() {
        return new UsedPlans(new StateFolder(folder), "plant-7");
    }

    @Test
    void countsTheUsesOfOneApproval() {
        assertThat(used().times("ab12", MADE)).isZero();

        used().note("ab12", MADE, "run-1", MADE);
        used().note("ab12", MADE.plusSeconds(1), "run-2", MADE);
        used().note("cd34", MADE, "run-3", MADE);

        assertThat(used().times("ab12", MADE)).isOne();
        assertThat(new UsedPlans(new StateFolder(folder), "plant-8").times("ab12", MADE)).isZero();
    }

    @Test
    void passesOverALineThatWasCutOff() throws IOException {
        used().note("ab12", MADE, "run-1", MADE);
        Files.writeString(file(), "{\"version\":1,\"hash\":\"cd", StandardOpenOption.APPEND);

        assertThat(used().times("ab12", MADE)).isOne();
        used().note("ab12", MADE, "run-2", MADE);
        assertThat(used().times("ab12", MADE)).isEqualTo(2);
    }

    @Test
    void allowsNothingWhereTheFileIsDamaged() throws IOException {
        used().note("ab12", MADE, "run-1", MADE);
        Files.writeString(file(), "{\"version\":1,\"hash\":\"cd\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> used().times("ab12", MADE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(":2: ")
                .hasMessageContaining("nothing is sent (S5)");
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder.resolve("approvals"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
