package io.walkdown.scanner.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file of lines that only grows, held by one process at a time.
///
/// A last line that a crash cut off is dropped before the next is added. Not thread-safe.
public final class AppendedLines {
    private final RandomAccessFile file;

    private AppendedLines(RandomAccessFile file) {
        this.file = file;
    }

    /// Work that needs the file.
    public interface Work {
        /// Does it.
        void with(AppendedLines lines) throws IOException;
    }

    /// Runs that while nobody else may add lines; the file is made where it is missing.
    ///
    /// @throws StoreException if somebody else has it, or it cannot be written
    public static void locked(Path path, Work work) {
        try (var file = new RandomAccessFile(path.toFile(), "rw");
                FileLock lock = file.getChannel().tryLock()) {
            if (lock == null) {
                throw inUse(path);
            }
            work.with(new AppendedLines(file));
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        } catch (IOException e) {
            throw new StoreException("cannot write " + path, e);
        }
    }

    private static StoreException inUse(Path path) {
        return new StoreException(path + " is in use by another process; try again when it ended");
    }

    /// Adds a line, durably when it returns.
    ///
    /// @param line without its newline
    public void append(String line) throws IOException {
        file.setLength(wholeLines());
        file.seek(file.length());
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
    }

    /// How many bytes of an incomplete line a file ends in; 0 where it ends in a whole one, or is
    /// not there.
    ///
    /// @throws StoreException if it is there and cannot be read
    public static long cutOff(Path path) {
        if (!Files.isRegularFile(path)) {
            return 0;
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            return file.length() - new AppendedLines(file).wholeLines();
        } catch (IOException e) {
            throw new StoreException("cannot read " + path, e);
        }
    }

    /// The last whole line of a file; empty where there is none.
    ///
    /// @throws StoreException if it is there and cannot be read
    public static Optional<String> last(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var lines = new AppendedLines(file);
            long end = lines.wholeLines();
            long start = lines.wholeLines(end - 1);
            byte[] line = new byte[Math.toIntExact(Math.max(0, end - 1 - start))];
            file.seek(start);
            file.readFully(line);
            return end == 0
                    ? Optional.empty()
                    : Optional.of(new String(line, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException("cannot read " + path, e);
        }
    }

    private long wholeLines() throws IOException {
        return wholeLines(file.length());
    }

    /// The end of the last line that ends before that place.
    private long wholeLines(long before) throws IOException {
        long end = before;
        while (end > 0) {
            file.seek(end - 1);
            if (file.read() == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }
}
