package io.walkdown.scanner.export;

import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which events a system has: a small file that keeps of each subject, such as an asset, the id of
/// the last event, the newest last. It is on the disk before the next batch is sent (S15), and
/// holds no secret and no fact of a device.
///
/// One export at a time has it to write, from reading it until it is closed: two at once would send
/// everything twice. A file beside it, `NAME.lock`, is held for that and stays. Not thread-safe.
public final class Delivered implements AutoCloseable {
    /// The most subjects that are kept; older ones are forgotten, and would be sent again.
    static final int MOST = 200_000;

    private static final int VERSION = 1;

    private final Path file;
    private final Map<String, String> last = new LinkedHashMap<>();

    /// What holds the lock; empty where it is only read.
    private final Optional<FileChannel> held;

    private Delivered(Path file, Optional<FileChannel> held) {
        this.file = file;
        this.held = held;
    }

    /// What the file says, to be read only. Nothing was delivered where there is none.
    public static Delivered toRead(Path file) {
        return read(file, Optional.empty());
    }

    /// What the file says, while no other export may write it.
    ///
    /// @throws ExportException if another export has it, or it cannot be read
    public static Delivered toWrite(Path file) {
        FileChannel held = locked(file);
        try {
            return read(file, Optional.of(held));
        } catch (ExportException e) {
            release(held);
            throw e;
        }
    }

    private static FileChannel locked(Path file) {
        FileChannel channel = opened(file);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // another export of this very program
        } catch (IOException e) {
            release(channel);
            throw new ExportException(
                    "cannot lock %s.lock".formatted(file), "name another file with --state");
        }
        release(channel);
        throw ExportException.passing(
                "another export is under way: it has " + file,
                "let it end and export again; it delivers the same, and nothing is sent twice");
    }

    private static FileChannel opened(Path file) {
        try {
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(real.resolveSibling(".").normalize());
            return FileChannel.open(
                    real.resolveSibling(real.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ExportException(
                    "cannot make %s.lock".formatted(file), "name another file with --state");
        }
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing a file that nothing was written to
        }
    }

    private static Delivered read(Path file, Optional<FileChannel> held) {
        try {
            JsonFields fields =
                    JsonFields.of(
                            file.toString(), Json.parse(file.toString(), Files.readString(file)));
            fields.whole("version", VERSION, VERSION);
            List<String> pairs = fields.texts("delivered");
            fields.done();
            if (!fields.problems().isEmpty()) {
                throw wrong(file, fields.problems().getFirst());
            }
            var delivered = new Delivered(file, held);
            for (String pair : pairs) {
                int colon = Math.max(0, pair.indexOf(':'));
                delivered.last.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
            return delivered;
        } catch (NoSuchFileException e) {
            return new Delivered(file, held);
        } catch (IOException e) {
            throw new ExportException("cannot read " + file, "see that this user may read it");
        } catch (JsonProblem.Found e) {
            throw wrong(file, e.problem());
        }
    }

    private static ExportException wrong(Path file, JsonProblem problem) {
        return new ExportException(
                "%s does not say what was delivered: %s"
                        .formatted(file, PlainText.of(problem.text())),
                "remove it to send everything again, with the same event ids");
    }

    /// Whether that event was the subject's last one.
    boolean has(String subject, String event) {
        return event.equals(last.get(subject));
    }

    /// Notes events as delivered, durably when it returns.
    ///
    /// @param events by subject
    void add(Map<String, String> events) {
        if (held.isEmpty()) {
            throw new IllegalStateException("who only reads " + file + " delivers nothing");
        }
        events.forEach((subject, event) -> {
            last.remove(subject);
            last.put(subject, event);
        });
        List<String> kept =
                last.entrySet().stream()
                        .skip(Math.max(0, last.size() - MOST))
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .toList();
        var document = new LinkedHashMap<String, Object>();
        document.put("version", VERSION);
        document.put("delivered", kept);
        AtomicFile.write(file, JsonText.indented(document));
    }

    /// Lets the next export have it.
    @Override
    public void close() {
        held.ifPresent(Delivered::release);
    }
}
