package io.walkdown.scanner.store;

import io.walkdown.throttle.Before;
import io.walkdown.throttle.Before.Exchange;
import io.walkdown.throttle.Before.OfGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a site and its groups were last sent anything, kept between runs: rates and rests hold
/// across the end of a process (S6).
///
/// It is the file `rests/SITE-HEX.json` in the state folder, and belongs to whoever has the site's
/// [SiteLock]. A run notes that it begins before its first frame. Where its process dies, nobody
/// knows what it sent last: until the next run has ended, everything counts as sent just now, and
/// each group's last exchange as the longest that was planned.
public final class SiteRests {
    private static final int VERSION = 1;

    private final StateFolder folder;
    private final String site;
    private final Path file;
    private final BootClock boot;

    SiteRests(StateFolder folder, String site, BootClock boot) {
        this.folder = folder;
        this.site = site;
        this.file = folder.resolve("rests").resolve(KillSwitch.fileName(site));
        this.boot = boot;
    }

    /// What the file says.
    ///
    /// @param at when it was written; what was sent counts back from there
    /// @param running whether a run began and never said what it sent
    private record Kept(Stamp at, boolean running, Before sent) {}

    /// What was sent to the site before now.
    ///
    /// @throws StoreException if that cannot be read: then nothing may be sent
    public Before before(Instant now) {
        return kept().map(kept -> before(kept, Stamp.of(now, boot))).orElse(Before.NONE);
    }

    private static Before before(Kept kept, Stamp now) {
        return kept.running() ? kept.sent() : kept.sent().later(kept.at().age(now));
    }

    /// Notes that a run begins, durably when it returns.
    ///
    /// @param before what was sent before it
    /// @param longest the longest exchange that is planned in each group that is visited
    /// @throws StoreException if it cannot be written: then nothing may be sent
    public void begin(Before before, Map<String, Duration> longest, Instant now) {
        Map<String, OfGroup> worst = new HashMap<>();
        longest.forEach((name, length) -> worst.put(name, justNow(before, name, length)));
        write(
                new Kept(
                        Stamp.of(now, boot),
                        true,
                        new Before(Optional.of(Duration.ZERO), worst).or(before)));
    }

    private static OfGroup justNow(Before before, String name, Duration planned) {
        Duration length =
                Optional.ofNullable(before.groups().get(name))
                        .flatMap(OfGroup::exchange)
                        .map(Exchange::length)
                        .filter(last -> last.compareTo(planned) > 0)
                        .orElse(planned);
        return new OfGroup(
                Optional.of(Duration.ZERO), Optional.of(new Exchange(length, Duration.ZERO)));
    }

    /// Notes what was sent, durably when it returns.
    ///
    /// @param before what was sent before the run
    /// @param left what the run leaves to the next one
    /// @throws StoreException if it cannot be written: everything then counts as sent just now
    public void end(Before before, Before left, Instant now) {
        write(new Kept(Stamp.of(now, boot), false, left.or(before)));
    }

    private Optional<Kept> kept() {
        try {
            return Files.notExists(file)
                    ? Optional.empty()
                    : Optional.of(read(Json.parse("", Files.readString(file))));
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        } catch (JsonProblem.Found found) {
            throw new StoreException(
                    found.problem().text()
                            + ". Nobody knows when this site was last sent anything, and nothing is"
                            + " sent (S6). Remove the file once its slowest line has rested");
        }
    }

    private Kept read(Json document) throws JsonProblem.Found {
        JsonFields fields = JsonFields.of(file.toString(), document);
        fields.whole("version", VERSION, VERSION);
        String _ = fields.text("site");
        Stamp at = Stamp.read(fields);
        boolean running = fields.flag("running");
        Optional<Duration> sinceFrame = optionalSeconds(fields, "sinceFrame");
        Map<String, OfGroup> groups = new HashMap<>();
        for (Named each : fields.objects("groups", SiteRests::group)) {
            groups.put(each.name(), each.group());
        }
        fields.done();
        if (!fields.problems().isEmpty()) {
            throw new JsonProblem.Found(fields.problems().getFirst());
        }
        return new Kept(at, running, new Before(sinceFrame, groups));
    }

    private record Named(String name, OfGroup group) {}

    private static Named group(JsonFields fields) {
        String name = fields.text("name");
        Optional<Duration> sinceFrame = optionalSeconds(fields, "sinceFrame");
        Optional<Exchange> exchange =
                optionalSeconds(fields, "exchange")
                        .map(length -> new Exchange(length, fields.seconds("sinceExchange")));
        return new Named(name, new OfGroup(sinceFrame, exchange));
    }

    private static Optional<Duration> optionalSeconds(JsonFields fields, String name) {
        return fields.has(name) ? Optional.of(fields.seconds(name)) : Optional.empty();
    }

    private void write(Kept kept) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("version", VERSION);
        out.put("site", site);
        out.putAll(kept.at().members());
        out.put("running", kept.running());
        kept.sent().sinceFrame().ifPresent(since -> out.put("sinceFrame", JsonText.seconds(since)));
        List<Map<String, @Nullable Object>> groups =
                kept.sent().groups().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> members(each.getKey(), each.getValue()))
                        .toList();
        out.put("groups", groups);
        try {
            folder.folder("rests");
            AtomicFile.write(file, JsonText.indented(out));
            folder.share(file);
        } catch (IOException e) {
            throw new StoreException("cannot write " + file, e);
        }
    }

    private static Map<String, @Nullable Object> members(String name, OfGroup group) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("name", name);
        group.sinceFrame().ifPresent(since -> out.put("sinceFrame", JsonText.seconds(since)));
        group.exchange()
                .ifPresent(last -> {
                    out.put("exchange", JsonText.seconds(last.length()));
                    out.put("sinceExchange", JsonText.seconds(last.sinceEnd()));
                });
        return out;
    }
}
