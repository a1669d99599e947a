package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    /// A command that fails would leave its classes out of the archive, and nobody would notice.
    @Test
    void everyCommandOfItSucceeds(@TempDir Path folder) throws Exception {
        assertThat(Rehearsal.run(folder)).isZero();
    }
}
