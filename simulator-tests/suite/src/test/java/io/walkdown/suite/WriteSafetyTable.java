package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Writes the safety table of this build after all its tests, and fails where it lacks something.
/// Run by the profile `safety` alone, at the build's end.
class WriteSafetyTable {
    private static final List<Path> MODULES =
            Stream.of("profiles", "throttle", "scanner", "cli", "simulator-tests/simulator")
                    .map(module -> Path.of("..", "..").resolve(module))
                    .toList();

    @Test
    void everyInvariantIsProvenByThisBuild() throws IOException {
        String reports = Walkdown.property("walkdown.safetyReports");
        List<Path> found =
                Stream.concat(MODULES.stream(), Stream.of(Path.of("")))
                        .map(module ->
                                module.resolve("target")
                                        .resolve(reports)
                                        .resolve("open-test-report.xml"))
                        .filter(Files::isRegularFile)
                        .toList();
        SafetyTable table = SafetyTable.of(found);

        Files.writeString(Path.of("target", "safety-table.md"), table.text());
        System.out.println(table.text());

        assertThat(found).as("a report of each module of this build").hasSize(MODULES.size() + 1);
        assertThat(table.complaints()).isEmpty();
    }
}
