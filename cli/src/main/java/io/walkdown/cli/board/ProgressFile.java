package io.walkdown.cli.board;

import io.walkdown.scanner.scan.GroupProgress;
import io.walkdown.scanner.scan.Progress;
import io.walkdown.scanner.scan.Talk;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Decision;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Waiting;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a scan is, for those who watch it from another process: `progress.json` in the run's
/// folder, about once a second while it runs, and gone afterwards.
///
/// Nothing rests on it. It is written in place, without waiting for the disk; who reads half of it
/// takes the moment before. Times that are to come stand in it as lengths from its own moment on.
///
/// @param path where it is
public record ProgressFile(Path path) {
    private static final int VERSION = 1;
    private static final int MOST = 1_000_000;

    /// Who waits in a group beside those in contact: the board shows one.
    private static final int WAITING_SHOWN = 1;

    /// That of a run.
    ///
    /// @param run the run's folder
    public static ProgressFile of(Path run) {
        return new ProgressFile(run.resolve("progress.json"));
    }

    /// Writes a moment. Where that fails, watchers see an older one.
    public void keep(Moment moment) {
        try {
            Files.writeString(path, JsonText.line(document(moment)) + "\n");
        } catch (IOException _) {
            // a full disk is told by what must be written
        }
    }

    /// Takes it away; whoever watches then sees that the run is over.
    public void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // the run's other files say that it is over
        }
    }

    /// The moment that it holds, as it looks at that time.
    ///
    /// @return empty where there is none, or none that is whole
    public Optional<Moment> read(Instant now) {
        try {
            JsonFields fields =
                    JsonFields.of(path.toString(), Json.parse("", Files.readString(path)));
            Moment moment = moment(fields, now);
            return fields.problems().isEmpty() ? Optional.of(moment) : Optional.empty();
        } catch (IOException | JsonProblem.Found | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> document(Moment moment) {
        Progress progress = moment.progress();
        var document = new LinkedHashMap<String, Object>();
        document.put("version", VERSION);
        document.put("at", moment.now().toString());
        document.put("site", moment.site());
        document.put("zone", moment.zone().getId());
        document.put("concurrentVisits", moment.limits().concurrentVisits());
        document.put("framesPerSecondLimit", BigDecimal.valueOf(moment.limits().framesPerSecond()));
        document.put("framesPerSecond", BigDecimal.valueOf(moment.framesPerSecond()));
        document.put("devices", progress.devices());
        document.put("done", progress.done());
        document.put("frames", progress.frames());
        document.put("queued", progress.queued());
        document.put("elapsed", JsonText.seconds(progress.elapsed()));
        document.put("left", JsonText.seconds(progress.left()));
        progress.stopping().ifPresent(why -> document.put("stopping", why));
        document.put(
                "outcomes",
                progress.outcomes().entrySet().stream()
                        .map(each -> Map.of("name", each.getKey(), "devices", each.getValue()))
                        .toList());
        document.put("breakers", progress.breakers().stream().map(ProgressFile::entry).toList());
        document.put(
                "groups",
                progress.groups().stream().map(it -> entry(it, moment.nowNanos())).toList());
        return document;
    }

    private static Map<String, Object> entry(BreakerState state) {
        return Map.of(
                "owner", state.owner(),
                "troubled", state.troubled(),
                "answering", state.answering(),
                "opensAt", state.opensAt(),
                "open", state.open());
    }

    private static Map<String, Object> entry(GroupProgress group, long nowNanos) {
        List<String> talking = group.talks().stream().map(Talk::visit).toList();
        Stream<Waiting> others =
                group.waiting().stream()
                        .filter(wait -> !talking.contains(wait.visit()))
                        .limit(WAITING_SHOWN);
        Stream<Waiting> inContact =
                group.waiting().stream().filter(wait -> talking.contains(wait.visit()));
        return Map.of(
                "name",
                group.name(),
                "devices",
                group.devices(),
                "done",
                group.done(),
                "talks",
                group.talks().stream().map(ProgressFile::entry).toList(),
                "waiting",
                Stream.concat(inContact, others).map(wait -> entry(wait, nowNanos)).toList());
    }

    private static Map<String, Object> entry(Talk talk) {
        return Map.of(
                "visit", talk.visit(), "device", talk.device(), "asked", talk.asked().orElse(""));
    }

    private static Map<String, Object> entry(Waiting wait, long nowNanos) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("visit", wait.visit());
        entry.put("rule", wait.rule().name());
        entry.put("why", wait.why());
        entry.put("waited", JsonText.seconds(wait.waited(nowNanos)));
        wait.remaining(nowNanos).ifPresent(rest -> entry.put("rest", JsonText.seconds(rest)));
        return entry;
    }

    /// The reader's clock stands at zero when the moment was written.
    private static Moment moment(JsonFields fields, Instant now) {
        fields.whole("version", VERSION, VERSION);
        Instant at =
                fields.<Instant>parsed("at", "a time such as 2026-11-23T07:35:00Z", Instant::parse)
                        .orElse(now);
        Duration age = at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
        var outcomes = new HashMap<String, Integer>();
        fields.objects("outcomes", one -> Map.entry(one.text("name"), count(one, "devices")))
                .forEach(one -> outcomes.merge(one.getKey(), one.getValue(), Integer::sum));
        List<GroupProgress> groups = fields.objects("groups", ProgressFile::group);
        var talks = new ArrayList<Talk>();
        groups.forEach(group -> talks.addAll(group.talks()));
        var waiting = new ArrayList<Waiting>();
        groups.forEach(group -> waiting.addAll(group.waiting()));
        var progress =
                new Progress(
                        count(fields, "devices"),
                        count(fields, "done"),
                        fields.number("frames").longValue(),
                        talks.stream().distinct().toList(),
                        waiting,
                        groups,
                        outcomes,
                        count(fields, "queued"),
                        fields.seconds("elapsed").plus(age),
                        later(fields.seconds("left"), age),
                        fields.objects("breakers", ProgressFile::breaker),
                        fields.optionalText("stopping"));
        return new Moment(
                fields.text("site"),
                ZoneId.of(fields.text("zone")),
                new Moment.Limits(
                        count(fields, "concurrentVisits"),
                        fields.number("framesPerSecondLimit").doubleValue()),
                progress,
                fields.number("framesPerSecond").doubleValue(),
                age.toNanos(),
                now);
    }

    private static Duration later(Duration left, Duration age) {
        return left.compareTo(age) > 0 ? left.minus(age) : Duration.ZERO;
    }

    private static int count(JsonFields fields, String name) {
        return fields.whole(name, 0, MOST);
    }

    private static GroupProgress group(JsonFields fields) {
        return new GroupProgress(
                fields.text("name"),
                count(fields, "devices"),
                count(fields, "done"),
                fields.objects("talks", ProgressFile::talk),
                fields.objects("waiting", ProgressFile::waiting));
    }

    private static Talk talk(JsonFields fields) {
        return new Talk(
                fields.text("visit"),
                fields.text("device"),
                Optional.of(fields.text("asked")).filter(asked -> !asked.isEmpty()));
    }

    private static Waiting waiting(JsonFields fields) {
        return new Waiting(
                fields.text("visit"),
                -fields.seconds("waited").toNanos(),
                fields.parsed("rule", "a rule such as S4", Rule::valueOf).orElse(Rule.S4),
                fields.text("why"),
                fields.has("rest") ? fields.seconds("rest").toNanos() : Decision.UNTIL_EVENT);
    }

    private static BreakerState breaker(JsonFields fields) {
        return new BreakerState(
                fields.text("owner"),
                count(fields, "troubled"),
                count(fields, "answering"),
                count(fields, "opensAt"),
                fields.flag("open"));
    }
}
