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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which events a system has: a small file that keeps of each subject, such as an asset, the id of
/// the last event, the newest last. It is on the disk before the next batch is sent (S15), and
/// holds no secret and no fact of a device: of an asset its name and our id of it, so that it can
/// be said when it is gone.
///
/// What the inventory still has is never forgotten. Of runs and their visits the newest are kept,
/// and of what is left as much as there is room for.
///
/// One export at a time has it to write, from reading it until it is closed: two at once would send
/// everything twice. A file beside it, `NAME.lock`, is held for that and stays. Not thread-safe.
public final class Delivered implements AutoCloseable {
    /// The most subjects that are kept beside those that the inventory has; older ones are
    /// forgotten, and would be sent again.
    static final int MOST = 200_000;

    /// Of how many runs the events are kept.
    static final int RUNS = 20;

    private static final int VERSION = 2;

    private final Path file;
    private final int most;
    private final Map<String, Last> last = new LinkedHashMap<>();
    private Set<String> present = Set.of();

    /// What holds the lock; empty where it is only read.
    private final Optional<FileChannel> held;

    /// What an event is of, as far as it must be known later.
    sealed interface Topic {
        /// An asset.
        ///
        /// @param where hash of the system and plant
        /// @param id our id of it
        /// @param name its name in the baseline
        record OfAsset(String where, String id, String name) implements Topic {}

        /// A run, or a visit of it.
        ///
        /// @param run hash of its id
        record OfRun(String run) implements Topic {}

        /// What an older Walkdown delivered.
        record Unknown() implements Topic {}
    }

    /// An event as it is kept.
    ///
    /// @param event its id
    /// @param topic what it is of
    record Last(String event, Topic topic) {
        /// @param text behind the subject
        static Last read(String text) {
            String[] parts = text.split(":", 5);
            if (parts.length == 5 && parts[1].equals("asset")) {
                return new Last(parts[0], new Topic.OfAsset(parts[2], parts[3], parts[4]));
            }
            return new Last(
                    parts[0],
                    parts.length == 3 && parts[1].equals("run")
                            ? new Topic.OfRun(parts[2])
                            : new Topic.Unknown());
        }

        String text() {
            return switch (topic) {
                case Topic.OfAsset(String where, String id, String name) ->
                        String.join(":", event, "asset", where, id, name);
                case Topic.OfRun(String run) -> String.join(":", event, "run", run);
                case Topic.Unknown() -> event;
            };
        }
    }

    private Delivered(Path file, int most, Optional<FileChannel> held) {
        this.file = file;
        this.most = most;
        this.held = held;
    }

    /// What the file says, to be read only. Nothing was delivered where there is none.
    public static Delivered toRead(Path file) {
        return read(file, MOST, Optional.empty());
    }

    /// What the file says, while no other export may write it.
    ///
    /// @throws ExportException if another export has it, or it cannot be read
    public static Delivered toWrite(Path file) {
        return toWrite(file, MOST);
    }

    static Delivered toWrite(Path file, int most) {
        FileChannel held = locked(file);
        try {
            return read(file, most, Optional.of(held));
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

    private static Delivered read(Path file, int most, Optional<FileChannel> held) {
        try {
            JsonFields fields =
                    JsonFields.of(
                            file.toString(), Json.parse(file.toString(), Files.readString(file)));
            fields.whole("version", 1, VERSION);
            List<String> pairs = fields.texts("delivered");
            fields.done();
            if (!fields.problems().isEmpty()) {
                throw wrong(file, fields.problems().getFirst());
            }
            var delivered = new Delivered(file, most, held);
            for (String pair : pairs) {
                int colon = Math.max(0, pair.indexOf(':'));
                delivered.last.put(pair.substring(0, colon), Last.read(pair.substring(colon + 1)));
            }
            return delivered;
        } catch (NoSuchFileException e) {
            return new Delivered(file, most, held);
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
        Last known = last.get(subject);
        return known != null && known.event().equals(event);
    }

    /// Says what the inventory has, which is not forgotten, and moves to the end what was delivered
    /// of it.
    ///
    /// @param subjects with what they are of
    void present(Map<String, Topic> subjects) {
        present = Set.copyOf(subjects.keySet());
        subjects.forEach((subject, topic) -> {
            Last known = last.remove(subject);
            if (known != null) {
                last.put(subject, new Last(known.event(), topic));
            }
        });
    }

    /// The assets of that system and plant that were delivered and that the inventory has not, by
    /// subject.
    Map<String, Topic.OfAsset> gone(String where) {
        var gone = new LinkedHashMap<String, Topic.OfAsset>();
        last.forEach((subject, known) -> {
            if (known.topic() instanceof Topic.OfAsset asset
                    && asset.where().equals(where)
                    && !present.contains(subject)) {
                gone.put(subject, asset);
            }
        });
        return gone;
    }

    /// Notes events as delivered, durably when it returns.
    ///
    /// @param events by subject
    /// @param removed subjects of which it was said that they are gone
    void add(Map<String, Last> events, Collection<String> removed) {
        if (held.isEmpty()) {
            throw new IllegalStateException("who only reads " + file + " delivers nothing");
        }
        last.keySet().removeAll(removed);
        events.forEach((subject, event) -> {
            last.remove(subject);
            last.put(subject, event);
        });
        forget();
        var document = new LinkedHashMap<String, Object>();
        document.put("version", VERSION);
        document.put(
                "delivered",
                last.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue().text())
                        .toList());
        AtomicFile.write(file, JsonText.indented(document));
    }

    private void forget() {
        List<String> runs =
                last.values().stream()
                        .map(Last::topic)
                        .filter(Topic.OfRun.class::isInstance)
                        .map(topic -> ((Topic.OfRun) topic).run())
                        .toList()
                        .reversed()
                        .stream()
                        .distinct()
                        .limit(RUNS)
                        .toList();
        last.entrySet()
                .removeIf(each ->
                        !present.contains(each.getKey())
                                && each.getValue().topic() instanceof Topic.OfRun(String run)
                                && !runs.contains(run));
        long others = last.keySet().stream().filter(each -> !present.contains(each)).count();
        List<String> oldest =
                Stream.of(true, false)
                        .flatMap(ofRuns ->
                                last.entrySet().stream()
                                        .filter(each -> !present.contains(each.getKey()))
                                        .filter(each ->
                                                ofRuns
                                                        == each.getValue().topic()
                                                                instanceof Topic.OfRun)
                                        .map(Map.Entry::getKey))
                        .limit(Math.max(0, others - most))
                        .toList();
        oldest.forEach(last::remove);
    }

    /// Lets the next export have it.
    @Override
    public void close() {
        held.ifPresent(Delivered::release);
    }
}
