package io.walkdown.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often the tests of one build did what proves something only when it is done often: stops,
/// kills, mutated answers, visits on a machine under load.
///
/// Tests publish with JUnit's `TestReporter`: `count` with one of the names that this class gives,
/// and `number`, what they counted. Numbers of one name are added up.
///
/// @param made what was counted, by name
public record SafetyCounts(Map<String, Long> made) {
    /// The kills at random moments, each of which found a scan that was running.
    public static final String KILLS = "kills of a running scan";

    /// The visits, as devices counted them, while both cores were busy and the scanner's heap had
    /// to be collected.
    public static final String LOADED_VISITS = "visits, both cores busy and a small heap";

    /// By the clock, all decoders together.
    public static final String ANSWER_SECONDS = "seconds that the mutated answers took";

    private static final String ANSWERS_OF = "mutated answers, ";
    private static final long LEAST_ANSWERS_OF_ONE = 1_000_000;
    private static final long LEAST_ANSWERS = 10_000_000;
    private static final long LEAST_DECODERS = 25;

    /// Stopped by a call in the process that scans.
    private static final String IN_PROCESS = "Scan.stop";

    /// How a scan is stopped, with the least number of times.
    private static final Map<String, Long> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put(IN_PROCESS, 1_000L);
        WAYS.put("SIGINT", 50L);
        WAYS.put("STOP_FILE", 50L);
        WAYS.put("STOP_COMMAND", 50L);
    }

    public SafetyCounts {
        made = new LinkedHashMap<>(made);
    }

    /// The name of the stops of one way.
    ///
    /// @param way `Scan.stop`, `SIGINT`, `STOP_FILE` or `STOP_COMMAND`
    /// @param busy whether both cores were kept busy
    public static String stops(String way, boolean busy) {
        return "stops by %s, %s".formatted(way, busy ? "both cores busy" : "cores free");
    }

    /// The name of the mutated answers that one decoder was given.
    public static String answersOf(String decoder) {
        return ANSWERS_OF + decoder;
    }

    /// One line of the list.
    ///
    /// @param least below it the build proves nothing
    record Line(String name, long least, long number) {
        boolean tooFew() {
            return number < least;
        }
    }

    /// What is asked for, and what was counted of it; each decoder that was given answers as well.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (boolean busy : new boolean[] {false, true}) {
            WAYS.forEach((way, least) -> lines.add(line(stops(way, busy), least)));
        }
        lines.add(line(KILLS, 200));
        lines.add(line(LOADED_VISITS, 10_000));
        List<String> decoders =
                made.keySet().stream()
                        .filter(name -> name.startsWith(ANSWERS_OF))
                        .sorted()
                        .toList();
        long answers = decoders.stream().mapToLong(name -> made.getOrDefault(name, 0L)).sum();
        lines.add(new Line("decoders that got mutated answers", LEAST_DECODERS, decoders.size()));
        lines.add(new Line("mutated answers in sum", LEAST_ANSWERS, answers));
        lines.add(line(ANSWER_SECONDS, 1));
        decoders.forEach(name -> lines.add(line(name, LEAST_ANSWERS_OF_ONE)));
        return lines;
    }

    private Line line(String name, long least) {
        return new Line(name, least, made.getOrDefault(name, 0L));
    }

    /// What was not done, or not often enough.
    List<String> complaints() {
        return lines().stream()
                .filter(Line::tooFew)
                .map(line ->
                        "%s: %d, and at least %d are needed"
                                .formatted(line.name(), line.number(), line.least()))
                .toList();
    }

    /// The counts in Markdown.
    String text() {
        var text = new StringBuilder("| counted | at least | made |\n|---|---:|---:|\n");
        lines().forEach(line ->
                text.append(
                        "| %s | %d | %d |%n".formatted(line.name(), line.least(), line.number())));
        return text.toString();
    }
}
