package io.walkdown.scanner.export;

import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which events a system has: a small file of ids, the newest last, on the disk before the next
/// batch is sent (S15). It holds no secret and no fact of a device. Not thread-safe.
public final class Delivered {
    /// The most ids that are kept; older ones are forgotten, and would be sent again.
    static final int MOST = 200_000;

    private static final int VERSION = 1;

    private final Path file;
    private final Set<String> ids;

    private Delivered(Path file, Collection<String> ids) {
        this.file = file;
        this.ids = new LinkedHashSet<>(ids);
    }

    /// Reads the file; nothing was delivered where there is none.
    public static Delivered in(Path file) {
        try {
            JsonFields fields =
                    JsonFields.of(
                            file.toString(), Json.parse(file.toString(), Files.readString(file)));
            fields.whole("version", VERSION, VERSION);
            List<String> ids = fields.texts("delivered");
            fields.done();
            if (!fields.problems().isEmpty()) {
                throw wrong(file, fields.problems().getFirst());
            }
            return new Delivered(file, ids);
        } catch (NoSuchFileException e) {
            return new Delivered(file, List.of());
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

    /// Whether that event was delivered.
    boolean has(String id) {
        return ids.contains(id);
    }

    /// Notes events as delivered, durably when it returns.
    void add(Collection<String> more) {
        ids.addAll(more);
        List<String> kept = ids.stream().skip(Math.max(0, ids.size() - MOST)).toList();
        var document = new LinkedHashMap<String, Object>();
        document.put("version", VERSION);
        document.put("delivered", kept);
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        } catch (IOException e) {
            throw new ExportException(
                    "cannot make the folder of " + file, "name another file with --state");
        }
        AtomicFile.write(file, JsonText.indented(document));
    }
}
