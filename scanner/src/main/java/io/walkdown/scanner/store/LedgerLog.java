package io.walkdown.scanner.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The ledger's file: lines are only added, and are on the disk when [#commit] returns.
///
/// Whoever comes while the disk is busy waits for it together: one thread reads what other
/// processes added, lets every waiting work look at the book, writes all their lines and forces
/// them to the disk once. So ten thousand short visits at once do not wait for the disk twenty
/// thousand times.
///
/// A last line that is cut off or unreadable was never on the disk in whole, so nothing was sent
/// for it, and it is dropped (S15). A line before it that cannot be read is damage: an error, until
/// a person has looked. Thread-safe, and between processes by [FolderLocks].
final class LedgerLog {
    /// Smaller files are never rewritten.
    static final long SMALL_BYTES = 1 << 20;

    private static final int GROWTH = 4;

    /// What a work decided.
    ///
    /// @param lines what to write down, mostly one line or none
    /// @param result what its caller gets once the lines are on the disk
    record Change<T>(List<LedgerEntry> lines, T result) {}

    private static final class Pending<T> {
        private final Function<LedgerBook, Change<T>> work;
        private @Nullable Change<T> change;
        private @Nullable StoreException failure;
        private boolean done;

        Pending(Function<LedgerBook, Change<T>> work) {
            this.work = work;
        }

        List<LedgerEntry> look(LedgerBook book) {
            change = work.apply(book);
            return change.lines();
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(change, "the ledger's writer died").result();
        }
    }

    private final StateFolder folder;
    private final Path file;
    private final FolderLocks locks;
    private final long smallBytes;
    private final ConcurrentLinkedQueue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();

    /// Its whole purpose is to let one thread at a time use the disk; guards the fields below.
    /// Fair, so that all who came during one turn are served in the next.
    private final ReentrantLock turn = new ReentrantLock(true);

    private LedgerBook book = new LedgerBook();
    private @Nullable Object fileKey;
    private long readBytes;
    private long readLines;
    private long compactBytes;
    private long forced;
    private final List<String> repairs = new ArrayList<>();

    LedgerLog(StateFolder folder, FolderLocks locks, long smallBytes) {
        this.folder = folder;
        this.file = folder.ledger();
        this.locks = locks;
        this.smallBytes = smallBytes;
    }

    /// Lets a work look at the book as it stands in all processes, and writes down what it wants.
    ///
    /// @throws StoreException if the lines are not safely on the disk
    <T> T commit(Function<LedgerBook, Change<T>> work) {
        var mine = new Pending<>(work);
        waiting.add(mine);
        turn.lock();
        try {
            if (!mine.done) {
                serveAll();
            }
        } finally {
            turn.unlock();
        }
        return mine.result();
    }

    /// An interrupt is put off: stopping must not lose what was sent.
    private void serveAll() {
        List<Pending<?>> batch = new ArrayList<>();
        for (Pending<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
        }
        boolean interrupted = Thread.interrupted();
        try {
            locks.writing(() -> serve(batch));
        } catch (IOException e) {
            fail(batch, new StoreException("cannot write " + file, e));
        } catch (StoreException e) {
            fail(batch, e);
        } finally {
            batch.forEach(each -> each.done = true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The book may hold what the file does not: it is read anew next time.
    private void fail(List<Pending<?>> batch, StoreException failure) {
        fileKey = null;
        batch.forEach(each -> each.failure = failure);
    }

    private void serve(List<Pending<?>> batch) throws IOException {
        catchUp();
        StringBuilder text = new StringBuilder();
        for (Pending<?> each : batch) {
            for (LedgerEntry entry : each.look(book)) {
                book.add(entry);
                text.append(entry.line());
                readLines++;
            }
        }
        if (!text.isEmpty()) {
            append(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (readBytes > Math.max(smallBytes, GROWTH * compactBytes)) {
            compact();
        }
    }

    /// Reads what was added since, or all where the file is another one.
    private void catchUp() throws IOException {
        if (!Files.exists(file)) {
            AtomicFile.write(file, new LedgerEntry.Opened().line());
            folder.share(file);
            fileKey = null;
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!Objects.equals(attributes.fileKey(), fileKey) || attributes.size() < readBytes) {
            book = new LedgerBook();
            readBytes = 0;
            readLines = 0;
        }
        if (attributes.size() > readBytes) {
            readTail();
        }
        fileKey = attributes.fileKey();
    }

    private void readTail() throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] tail = new byte[Math.toIntExact(in.length() - readBytes)];
            in.seek(readBytes);
            in.readFully(tail);
            int good = take(tail);
            readBytes += good;
            if (good < tail.length) {
                in.setLength(readBytes);
                in.getFD().sync();
                repairs.add(
                        "%s ended in an incomplete line of %d bytes, for which nothing was sent:"
                                        .formatted(file, tail.length - good)
                                + " it was dropped (S15)");
            }
        }
    }

    /// Takes whole lines in and says how many bytes they are.
    private int take(byte[] tail) {
        int good = 0;
        @Nullable JsonProblem bad = null;
        for (int end = newline(tail, 0); end >= 0; end = newline(tail, end + 1)) {
            if (bad != null) {
                throw damaged(bad);
            }
            try {
                String line = new String(tail, good, end - good, StandardCharsets.UTF_8);
                book.add(LedgerEntry.read(file.toString(), Math.toIntExact(readLines + 1), line));
                readLines++;
                good = end + 1;
            } catch (JsonProblem.Found found) {
                bad = found.problem();
            }
        }
        if (bad != null && readLines == 0) {
            throw damaged(bad);
        }
        return good;
    }

    private static int newline(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static StoreException damaged(JsonProblem problem) {
        return new StoreException(
                problem.text()
                        + ". The ledger was damaged after it was written, so nobody knows any more"
                        + " what was sent to whom, and nothing is sent. Repair that line or bring"
                        + " the file back from a backup. If neither can be done, move the file"
                        + " away: every device then counts as visited now until you acknowledge"
                        + " it (S10)");
    }

    private void append(byte[] lines) throws IOException {
        try (var out = new FileOutputStream(file.toFile(), true)) {
            out.write(lines);
            out.getFD().sync();
        }
        readBytes += lines.length;
        forced++;
    }

    /// What was repaired since it was last asked, in plain words.
    List<String> repairs() {
        turn.lock();
        try {
            List<String> done = List.copyOf(repairs);
            repairs.clear();
            return done;
        } finally {
            turn.unlock();
        }
    }

    /// How often lines were forced to the disk.
    long forced() {
        turn.lock();
        try {
            return forced;
        } finally {
            turn.unlock();
        }
    }

    private void compact() throws IOException {
        List<String> kept = book.entries().map(LedgerEntry::line).toList();
        byte[] lines = String.join("", kept).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, lines);
        fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        readBytes = lines.length;
        readLines = kept.size();
        compactBytes = lines.length;
    }
}
