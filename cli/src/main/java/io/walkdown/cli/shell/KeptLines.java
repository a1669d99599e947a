package io.walkdown.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// The lines that were typed before, kept for the next session in a file that only its user may
/// read. What looks like a secret is not kept, nor is a line that begins with a space.
final class KeptLines extends DefaultHistory {
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)(pass(word|wd|phrase)?|secret|token|credential|api-?key|authorization|bearer)"
                            + "|://[^/\\s]*:[^/\\s]*@");

    @Override
    public void add(Instant time, String line) {
        if (!line.startsWith(" ") && !SECRET.matcher(line).find()) {
            super.add(time, line);
        }
    }

    /// Makes the file, for its user alone, where there is none. Without it the lines are kept for
    /// this session.
    static boolean isKeptIn(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            return Files.isWritable(file);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
