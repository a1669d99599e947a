package io.walkdown.scanner.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a journal line by line, each of bounded length. Not thread-safe.
final class JournalFile implements AutoCloseable {
    /// The longest line that is read in whole; ours are shorter than 2000 bytes.
    static final int MOST_LINE = 1 << 16;

    private final InputStream in;
    private long lines;

    private JournalFile(InputStream in) {
        this.in = in;
    }

    static JournalFile open(Path file) throws IOException {
        return of(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    static JournalFile of(InputStream in) {
        return new JournalFile(in);
    }

    /// The next line, empty at the end. What is longer than [#MOST_LINE] is cut, and so is no JSON.
    Optional<JournalLine> next() throws IOException {
        var bytes = new ByteArrayOutputStream(1024);
        int one = in.read();
        if (one < 0) {
            return Optional.empty();
        }
        while (one >= 0 && one != '\n') {
            if (bytes.size() < MOST_LINE) {
                bytes.write(one);
            }
            one = in.read();
        }
        lines++;
        return Optional.of(JournalLine.of(lines, bytes.toByteArray(), one == '\n'));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
