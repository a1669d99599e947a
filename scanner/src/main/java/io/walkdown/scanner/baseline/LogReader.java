package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a baseline's log, lines of this version and of the first. Lines may stand in any order and
/// come twice, because Git joins the logs of two branches line by line.
final class LogReader {
    private final String file;
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<JsonProblem> problems = new ArrayList<>();

    private LogReader(String file) {
        this.file = file;
    }

    /// What is in a log.
    ///
    /// @param entries each once, the oldest first; of one time in the order of their lines
    /// @param problems lines that are none
    record Reading(List<LogEntry> entries, List<JsonProblem> problems) {
        Reading {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /// Reads a log; one that is not there is empty.
    ///
    /// @throws StoreException if it is there and cannot be read
    static Reading read(Path log) {
        try {
            return parse(log.toString(), Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            throw new StoreException("cannot read " + log, e);
        }
    }

    /// Reads a log's text.
    static Reading parse(String name, String text) {
        var reader = new LogReader(name);
        var known = new HashSet<String>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isEmpty() && known.add(line)) {
                reader.line(number, line);
            }
        }
        reader.entries.sort(Comparator.comparing(LogEntry::at));
        return new Reading(reader.entries, reader.problems);
    }

    private void line(int number, String line) {
        try {
            JsonFields fields = JsonFields.of(file, Json.parse(file, line));
            Optional<LogEntry> entry = entry(number, fields);
            entry.filter(_ -> fields.problems().isEmpty()).ifPresent(entries::add);
            fields.problems().forEach(problem -> problems.add(at(number, problem)));
        } catch (JsonProblem.Found found) {
            problems.add(at(number, found.problem()));
        }
    }

    private JsonProblem at(int number, JsonProblem problem) {
        return new JsonProblem(file, number, problem.field(), problem.message());
    }

    private static Optional<LogEntry> entry(int number, JsonFields fields) {
        fields.whole("version", 1, BaselineLog.VERSION);
        Optional<Instant> at =
                fields.parsed("at", "a time such as 2026-11-23T07:35:00Z", Instant::parse);
        var states = new TreeMap<String, Optional<String>>();
        fields.optionalObject("assets")
                .ifPresent(assets ->
                        assets.names()
                                .forEach(name ->
                                        states.put(
                                                name,
                                                assets.isNull(name)
                                                        ? Optional.empty()
                                                        : Optional.of(assets.text(name)))));
        String by = fields.text("by");
        String reason = fields.text("reason");
        String run = fields.text("run");
        List<LogEntry.Item> items = fields.objects("items", LogReader::item);
        String before = fields.text("before");
        String after = fields.text("after");
        fields.done();
        return at.map(
                when -> new LogEntry(number, when, by, reason, run, items, states, before, after));
    }

    private static LogEntry.Item item(JsonFields fields) {
        var item =
                new LogEntry.Item(
                        fields.text("id"),
                        fields.text("kind"),
                        fields.text("asset"),
                        fields.text("before"),
                        fields.text("now"),
                        fields.optionalText("evidence"),
                        fields.optionalText("newName"));
        fields.done();
        return item;
    }
}
