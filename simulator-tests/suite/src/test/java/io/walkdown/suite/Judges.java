package io.walkdown.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Programs that we did not write, as judges of ours.
final class Judges {
    private Judges() {}

    /// Skips a test where the program is not installed, unless `WALKDOWN_JUDGES` is `required`:
    /// then the test fails on starting it.
    static void require(String program) {
        boolean installed =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        boolean required = "required".equals(System.getenv("WALKDOWN_JUDGES"));
        assumeTrue(installed || required, program + " is not installed, so this is not judged");
    }
}
