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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which events a system has: a small file that keeps of each subject, such as an asset, the id of
/// the last event, the newest last. It is on the disk before the next batch is sent (S15), and
/// holds no secret and no fact of a device. Not thread-safe.
public final class Delivered {
    /// The most subjects that are kept; older ones are forgotten, and would be sent again.
    static final int MOST = 200_000;

    private static final int VERSION = 1;

    private final Path file;
    private final Map<String, String> last = new LinkedHashMap<>();

    private Delivered(Path file) {
        this.file = file;
    }

    /// Reads the file; nothing was delivered where there is none.
    public static Delivered in(Path file) {
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
            var delivered = new Delivered(file);
            for (String pair : pairs) {
                int colon = Math.max(0, pair.indexOf(':'));
                delivered.last.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
            return delivered;
        } catch (NoSuchFileException e) {
            return new Delivered(file);
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
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        } catch (IOException e) {
            throw new ExportException(
                    "cannot make the folder of " + file, "name another file with --state");
        }
        AtomicFile.write(file, JsonText.indented(document));
    }
}
