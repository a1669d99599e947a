package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Keeps a baseline as `baseline.json`: UTF-8, sorted keys and assets, two-space indent, one field
/// a line, a newline at the end, and nothing that changes from scan to scan. The same facts give
/// the same bytes, so that Git shows what changed and nothing else.
public final class BaselineFile {
    private BaselineFile() {}

    /// What reading gives.
    public sealed interface Reading {
        /// What the file holds.
        record Read(Baseline baseline) implements Reading {}

        /// There is no such file: nothing is accepted yet.
        record Absent() implements Reading {}

        /// It does not hold a baseline.
        ///
        /// @param problems at least one
        record Wrong(List<JsonProblem> problems) implements Reading {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads a file; one that is wrong once more, to tell on which lines.
    ///
    /// @throws StoreException if it is there and cannot be read
    public static Reading read(Path file) {
        return read(file, file.toString());
    }

    /// The same of a file that people know under another name.
    ///
    /// @param name what problems call it
    public static Reading read(Path file, String name) {
        if (Files.notExists(file)) {
            return new Reading.Absent();
        }
        boolean again = Files.isRegularFile(file);
        Reading reading = read(file, name, !again);
        return again && reading instanceof Reading.Wrong ? read(file, name, true) : reading;
    }

    /// @param lines whether problems know their lines, which takes time
    private static Reading read(Path file, String name, boolean lines) {
        try (InputStream in = Files.newInputStream(file)) {
            var reader = new BaselineReader();
            return reading(JsonFields.of(name, in, Map.of("assets", reader::asset), lines), reader);
        } catch (JsonProblem.Found found) {
            return new Reading.Wrong(List.of(found.problem()));
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// Reads a text.
    ///
    /// @param name what problems call it
    public static Reading parse(String name, String text) {
        try {
            return reading(JsonFields.of(name, Json.parse(name, text)), new BaselineReader());
        } catch (JsonProblem.Found found) {
            return new Reading.Wrong(List.of(found.problem()));
        }
    }

    private static Reading reading(JsonFields fields, BaselineReader reader) {
        Baseline baseline = reader.read(fields);
        List<JsonProblem> problems = fields.problems();
        return problems.isEmpty() ? new Reading.Read(baseline) : new Reading.Wrong(problems);
    }

    /// The canonical text.
    public static String text(Baseline baseline) {
        return JsonText.canonical(BaselineWriter.document(baseline));
    }

    /// What stands of an asset in the canonical text, line by line.
    public static List<String> lines(AcceptedAsset asset) {
        return BaselineWriter.text(asset).lines().toList();
    }

    /// The text of a merge that a person has to settle: the merged baseline, with a member
    /// `conflicts` that says what each side had. It is refused as a baseline until that member is
    /// removed, so that nobody takes it for a reviewed one.
    public static String unsettled(BaselineMerge.Result result) {
        return JsonText.canonical(BaselineWriter.document(result.merged(), result.conflicts()));
    }

    /// Writes a file in one piece (S15). To accept something, use [BaselineLog#accept]: it keeps
    /// who, when and why.
    public static void write(Path file, Baseline baseline) {
        AtomicFile.write(file, text(baseline));
    }
}
