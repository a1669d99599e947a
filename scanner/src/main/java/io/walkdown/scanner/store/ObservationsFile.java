package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Observations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Keeps what a run saw as `observations.json`, which is also what `scan --json` prints.
public final class ObservationsFile {
    private ObservationsFile() {}

    /// What reading gives.
    public sealed interface Reading {
        /// What the file holds.
        record Read(Observations observations) implements Reading {}

        /// It does not hold observations.
        ///
        /// @param problems at least one
        record Wrong(List<JsonProblem> problems) implements Reading {}
    }

    /// Reads a file; one that is wrong once more, to tell on which lines.
    ///
    /// @throws StoreException if it cannot be read at all
    public static Reading read(Path file) {
        boolean again = Files.isRegularFile(file);
        Reading reading = read(file, !again);
        return again && reading instanceof Reading.Wrong ? read(file, true) : reading;
    }

    private static Reading read(Path file, boolean lines) {
        try (InputStream in = Files.newInputStream(file)) {
            var reader = new ObservationsReader();
            return reading(
                    JsonFields.of(
                            file.toString(),
                            in,
                            Map.of("visits", reader::visit, "assets", reader::asset),
                            lines),
                    reader);
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
            return reading(JsonFields.of(name, Json.parse(name, text)), new ObservationsReader());
        } catch (JsonProblem.Found found) {
            return new Reading.Wrong(List.of(found.problem()));
        }
    }

    private static Reading reading(JsonFields fields, ObservationsReader reader) {
        Observations read = reader.read(fields);
        List<JsonProblem> problems = fields.problems();
        return problems.isEmpty() ? new Reading.Read(read) : new Reading.Wrong(problems);
    }

    /// Writes a file in one piece (S15).
    public static void write(Path file, Observations observations) {
        AtomicFile.write(file, text(observations));
    }

    /// The document: every field with value, state and source.
    public static String text(Observations observations) {
        return JsonText.indented(ObservationsWriter.WHOLE.document(observations));
    }

    /// The same document with values alone: null where none is known, all of them where answers
    /// disagree.
    public static String flatText(Observations observations) {
        return JsonText.indented(ObservationsWriter.FLAT.document(observations));
    }
}
