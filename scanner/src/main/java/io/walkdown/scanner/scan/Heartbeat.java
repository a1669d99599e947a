package io.walkdown.scanner.scan;

import io.walkdown.scanner.wire.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A file that somebody outside touches as long as the scan may go on (S9).
///
/// Its modification time must be younger than the limit. One that lies further in the future than
/// the limit counts as stale too: then a clock is wrong, and the age says nothing. So does whatever
/// is no regular file or cannot be looked at. Immutable and thread-safe; one look is one `stat`.
///
/// @param file the file
/// @param limit how old it may become, from [#MIN] to [#MAX]
/// @param clock the time of day, of the same machine that keeps the file's times
public record Heartbeat(Path file, Duration limit, InstantSource clock) implements Pulse {
    /// File systems keep times as coarse as this.
    public static final Duration MIN = Duration.ofSeconds(1);

    /// A heartbeat slower than this stops nothing in time.
    public static final Duration MAX = Duration.ofHours(1);

    /// The limit unless another is given.
    public static final Duration DEFAULT = Duration.ofSeconds(30);

    public Heartbeat {
        if (limit.compareTo(MIN) < 0 || limit.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "a heartbeat's limit of %s is outside %s to %s"
                            .formatted(words(limit), words(MIN), words(MAX)));
        }
    }

    @Override
    public Optional<Lost> lost() {
        try {
            var seen = Files.readAttributes(file, BasicFileAttributes.class);
            if (!seen.isRegularFile()) {
                return lost("is no regular file");
            }
            Duration age = Duration.between(seen.lastModifiedTime().toInstant(), clock.instant());
            if (age.abs().compareTo(limit) < 0) {
                return Optional.empty();
            }
            return lost(
                    age.isNegative()
                            ? "was touched %s in the future".formatted(words(age.abs()))
                            : "is %s old".formatted(words(age)));
        } catch (IOException | RuntimeException e) {
            return lost("cannot be looked at (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private Optional<Lost> lost(String how) {
        return Optional.of(
                new Lost(
                        "heartbeat %s %s, and the limit is %s".formatted(file, how, words(limit)),
                        false));
    }

    private static String words(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
