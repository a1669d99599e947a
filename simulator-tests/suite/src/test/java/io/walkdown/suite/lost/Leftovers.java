package io.walkdown.suite.lost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The temporary files that a killed process left.
final class Leftovers {
    private static final Duration OLD = Duration.ofHours(2);

    private Leftovers() {}

    /// All of them, in that folder and below.
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".tmp")).toList();
        }
    }

    /// Makes them look old: younger ones may belong to a process that still runs.
    static void age(Path folder) throws IOException {
        for (Path file : in(folder)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(OLD)));
        }
    }
}
