package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The temporary files of processes that died while [AtomicFile] or [SigningKey] wrote (S15).
///
/// What they were to replace is whole without them. One that is younger than an hour may belong to
/// a process that still writes, here or on another machine that shares the folder, and stays.
public final class Leftovers {
    /// How old a temporary file is at least before it counts as left.
    public static final Duration LEFT_AFTER = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("\\.(.+)\\.[0-9a-f]{8}\\.tmp");

    private Leftovers() {}

    /// Removes those of one folder. What cannot be looked at or removed stays for the next time.
    ///
    /// @param folder it need not exist
    /// @param whose which files' temporary ones are meant, by the files' own names
    /// @return what was removed, sorted
    public static List<Path> remove(Path folder, Predicate<String> whose, Instant now) {
        List<Path> removed = new ArrayList<>();
        for (Path file : temporary(folder, whose)) {
            if (removes(file, now.minus(LEFT_AFTER))) {
                removed.add(file);
            }
        }
        return removed;
    }

    private static List<Path> temporary(Path folder, Predicate<String> whose) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isTemporary(file, whose)).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isTemporary(Path file, Predicate<String> whose) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && whose.test(name.group(1)) && Files.isRegularFile(file);
    }

    private static boolean removes(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before)
                    && Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
