package io.walkdown.suite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.hostile.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page about hostile devices says what is played.
class HostileDevicesPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "hostile-devices.md");

    @Test
    void thePageIsCurrent() throws IOException {
        String page = Catalogue.page();
        if ("docs".equals(System.getProperty("walkdown.update"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/hostile-devices.md; run with -Dwalkdown.update=docs to write it anew")
                .isEqualTo(page);
    }
}
