package io.walkdown.scanner.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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

    private long wholeLines() throws IOException {
        long end = file.length();
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
