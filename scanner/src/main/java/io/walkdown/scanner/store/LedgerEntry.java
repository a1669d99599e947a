package io.walkdown.scanner.store;

import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Purpose;
import io.walkdown.throttle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One line of the ledger's file.
sealed interface LedgerEntry {
    /// The version of the format.
    int VERSION = 1;

    String TIME = "a time such as 2026-11-23T07:35:00Z";

    /// The file's first line.
    record Opened() implements LedgerEntry {}

    /// A contact was granted. Without its [Ended] it counts as its whole allowance.
    ///
    /// @param id sixteen hexadecimal digits, unique in the file
    /// @param pid the process that has it
    record Started(
            String id,
            Ledger.Key key,
            Purpose purpose,
            Stamp when,
            Ledger.Allowance allowance,
            long pid)
            implements LedgerEntry {
        /// When, by the time of day.
        Instant at() {
            return when.at();
        }

        /// The same at another time.
        Started at(Stamp other) {
            return new Started(id, key, purpose, other, allowance, pid);
        }
    }

    /// A contact is over.
    ///
    /// @param id that of its [Started]
    /// @param used what it used; its answers to the microsecond
    /// @param when it ended; empty in files of earlier versions
    record Ended(String id, Ledger.Used used, Optional<Stamp> when) implements LedgerEntry {
        private static final String UNCLEAN = "unclean";

        /// The end of a contact whose process died: it used all that it was allowed.
        ///
        /// @param when somebody looked and said so
        static Ended unclean(Started start, Stamp when) {
            Ledger.Allowance all = start.allowance();
            return new Ended(
                    start.id(),
                    new Ledger.Used(all.frames(), all.seconds(), UNCLEAN, false, List.of()),
                    Optional.of(when));
        }

        boolean isUnclean() {
            return used.outcome().equals(UNCLEAN);
        }

        /// The same, where its answers are kept apart from it.
        Ended withoutAnswers() {
            return new Ended(
                    id,
                    new Ledger.Used(
                            used.frames(),
                            used.seconds(),
                            used.outcome(),
                            used.closeUnanswered(),
                            List.of()),
                    when);
        }
    }

    /// How long answers took that came before those of the contacts which follow (S7).
    ///
    /// @param times to the microsecond, in the order in which they came
    record Answered(Ledger.Key key, List<Duration> times) implements LedgerEntry {
        public Answered {
            times = List.copyOf(times);
        }
    }

    /// A person acknowledged something.
    ///
    /// @param until when it holds no longer; empty: the matter is settled
    record Acknowledged(
            Ledger.Key key,
            Rule rule,
            String by,
            String reason,
            Stamp when,
            Optional<Instant> until)
            implements LedgerEntry {}

    /// A canary proved that devices of its kind bear those reads (S8).
    record Cleared(Ledger.Clearance clearance, Instant at) implements LedgerEntry {}

    /// The line, with its newline.
    default String line() {
        return JsonText.line(members()) + "\n";
    }

    private Map<String, @Nullable Object> members() {
        var out = new LinkedHashMap<String, @Nullable Object>();
        switch (this) {
            case Opened() -> {
                out.put("kind", "ledger");
                out.put("version", VERSION);
            }
            case Started started -> {
                out.put("kind", "start");
                out.put("id", started.id());
                put(out, started.key());
                out.put("purpose", id(started.purpose()));
                out.putAll(started.when().members());
                out.put("interval", JsonText.seconds(started.allowance().interval()));
                out.put("visits", started.allowance().visits());
                out.put("frames", started.allowance().frames());
                out.put("seconds", JsonText.seconds(started.allowance().seconds()));
                out.put("pid", started.pid());
            }
            case Ended ended -> {
                out.put("kind", "end");
                out.put("id", ended.id());
                Ledger.Used used = ended.used();
                out.put("frames", used.frames());
                out.put("seconds", JsonText.seconds(used.seconds()));
                out.put("outcome", used.outcome());
                out.put("closeUnanswered", used.closeUnanswered());
                out.put("answersUs", used.answers().stream().map(LedgerEntry::micros).toList());
                ended.when().ifPresent(when -> out.putAll(when.members()));
            }
            case Answered(Ledger.Key key, List<Duration> times) -> {
                out.put("kind", "answers");
                put(out, key);
                out.put("answersUs", times.stream().map(LedgerEntry::micros).toList());
            }
            case Cleared(Ledger.Clearance clearance, Instant at) -> {
                out.put("kind", "cleared");
                out.put("deviceKind", clearance.kind());
                out.put("requests", clearance.requests());
                out.put("version", clearance.version());
                out.put("at", at.toString());
            }
            case Acknowledged given -> {
                out.put("kind", "ack");
                put(out, given.key());
                out.put("rule", given.rule().name());
                out.put("by", given.by());
                out.put("reason", given.reason());
                out.putAll(given.when().members());
                given.until().ifPresent(until -> out.put("until", until.toString()));
            }
        }
        return out;
    }

    private static void put(Map<String, @Nullable Object> out, Ledger.Key key) {
        out.put("address", key.address());
        out.put("port", key.port());
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads a line without its newline.
    ///
    /// @param file what problems call the file
    /// @param number the line's number, for problems
    /// @throws JsonProblem.Found if it is no line of a ledger
    static LedgerEntry read(String file, int number, String line) throws JsonProblem.Found {
        try {
            JsonFields fields = JsonFields.of(file, Json.parse(file, line));
            Optional<LedgerEntry> entry = entry(fields);
            fields.done();
            if (!fields.problems().isEmpty()) {
                throw new JsonProblem.Found(fields.problems().getFirst());
            }
            return entry.orElseThrow();
        } catch (JsonProblem.Found found) {
            JsonProblem problem = found.problem();
            throw new JsonProblem.Found(
                    new JsonProblem(file, number, problem.field(), problem.message()));
        }
    }

    private static Optional<LedgerEntry> entry(JsonFields fields) {
        Optional<Function<JsonFields, LedgerEntry>> reader =
                fields.choice(
                        "kind",
                        "a kind of line",
                        LedgerEntry::reader,
                        List.of("ledger", "start", "end", "answers", "ack", "cleared"));
        return reader.map(read -> read.apply(fields));
    }

    private static Optional<Function<JsonFields, LedgerEntry>> reader(String kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case "ledger" -> LedgerEntry::opened;
                    case "start" -> LedgerEntry::started;
                    case "end" -> LedgerEntry::ended;
                    case "answers" -> LedgerEntry::answered;
                    case "ack" -> LedgerEntry::acknowledged;
                    case "cleared" -> LedgerEntry::cleared;
                    default -> null;
                });
    }

    private static LedgerEntry opened(JsonFields fields) {
        fields.whole("version", VERSION, VERSION);
        return new Opened();
    }

    private static LedgerEntry started(JsonFields fields) {
        return new Started(
                fields.text("id"),
                key(fields),
                constant(fields, "purpose", Purpose.values(), Purpose.SCAN),
                Stamp.read(fields),
                new Ledger.Allowance(
                        fields.seconds("interval"),
                        fields.whole("visits", 0, Integer.MAX_VALUE),
                        fields.whole("frames", 0, Integer.MAX_VALUE),
                        fields.seconds("seconds")),
                fields.number("pid").longValue());
    }

    private static LedgerEntry ended(JsonFields fields) {
        return new Ended(
                fields.text("id"),
                new Ledger.Used(
                        fields.whole("frames", 0, Integer.MAX_VALUE),
                        fields.seconds("seconds"),
                        fields.text("outcome"),
                        fields.flag("closeUnanswered"),
                        answers(fields)),
                fields.has("at") ? Optional.of(Stamp.read(fields)) : Optional.empty());
    }

    private static LedgerEntry answered(JsonFields fields) {
        return new Answered(key(fields), answers(fields));
    }

    private static List<Duration> answers(JsonFields fields) {
        return fields.wholes("answersUs", 0, Integer.MAX_VALUE).stream()
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
                .toList();
    }

    private static long micros(Duration answer) {
        return TimeUnit.NANOSECONDS.toMicros(answer.toNanos());
    }

    private static LedgerEntry acknowledged(JsonFields fields) {
        return new Acknowledged(
                key(fields),
                constant(fields, "rule", Rule.values(), Rule.S10),
                fields.text("by"),
                fields.text("reason"),
                Stamp.read(fields),
                fields.optionalParsed("until", TIME, Instant::parse));
    }

    private static Cleared cleared(JsonFields fields) {
        return new Cleared(
                new Ledger.Clearance(
                        fields.text("deviceKind"), fields.text("requests"), fields.text("version")),
                time(fields, "at"));
    }

    private static Ledger.Key key(JsonFields fields) {
        return new Ledger.Key(fields.text("address"), fields.whole("port", 1, 65_535));
    }

    private static <E extends Enum<E>> E constant(
            JsonFields fields, String name, E[] all, E standIn) {
        List<String> known =
                Arrays.stream(all)
                        .map(each -> each instanceof Rule ? each.name() : id(each))
                        .toList();
        return fields.choice(
                        name,
                        "a " + name,
                        text ->
                                Optional.of(known.indexOf(text))
                                        .filter(index -> index >= 0)
                                        .map(index -> all[index]),
                        known)
                .orElse(standIn);
    }

    private static Instant time(JsonFields fields, String name) {
        return fields.parsed(name, TIME, Instant::parse).orElse(Instant.EPOCH);
    }
}
