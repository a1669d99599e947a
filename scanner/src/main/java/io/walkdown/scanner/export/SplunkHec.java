package io.walkdown.scanner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.baseline.Human;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.Web.Call;
import io.walkdown.scanner.export.Web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/// Splunk's HTTP Event Collector: one event an asset, in batches that are gzip-compressed, each a
/// row of JSON objects and no array (Splunk, *Format events for HTTP Event Collector*).
///
/// What was delivered is kept by [Delivered], so that a second export sends what the first did not.
/// Where acknowledgement is asked for, an event counts as delivered once Splunk says that it is
/// indexed; an id that was acknowledged is not asked for again, because Splunk forgets it then. A
/// batch whose answer was lost may have arrived: it counts as not delivered, the export ends, and
/// the next one sends it again, with the same `event_id` in each event. Losing is worse than
/// doubling there, and what is doubled can be told by that id.
public final class SplunkHec implements Sink {
    /// The most that a batch holds before compression, in bytes, where one event alone is not more.
    static final int MAX_BATCH_BYTES = 512 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CODE_INVALID_FORMAT = 6;

    private final Web web;
    private final Options options;
    private final Delivered delivered;
    private final String channel = UUID.randomUUID().toString();

    /// How it is exported.
    ///
    /// @param index the index that the events are for; empty for the token's own
    /// @param batch events a batch at most, 1 to 10,000
    /// @param acknowledged whether to wait until Splunk has indexed them
    /// @param polls how often it is asked for that, once a pause
    /// @param pauseMillis milliseconds between two of these questions
    /// @param dryRun whether to send nothing
    public record Options(
            Optional<String> index,
            int batch,
            boolean acknowledged,
            int polls,
            long pauseMillis,
            boolean dryRun) {
        public Options {
            if (batch < 1 || batch > 10_000) {
                throw new ExportException(
                        "a batch of %d events is outside 1 to 10000".formatted(batch),
                        "leave it out for 500");
            }
        }
    }

    /// @param delivered what earlier exports have delivered
    public SplunkHec(Web web, Options options, Delivered delivered) {
        this.web = web;
        this.options = options;
        this.delivered = delivered;
    }

    /// An event on its way.
    private record Event(String id, String asset, String json) {
        int bytes() {
            return json.getBytes(UTF_8).length;
        }
    }

    @Override
    public Delivery deliver(Inventory inventory) {
        Map<Event, Entry> entries = new LinkedHashMap<>();
        List<Event> due = new ArrayList<>();
        for (Inventory.Item item : inventory.assets()) {
            Event event = event(inventory, item);
            boolean done = delivered.has(event.id());
            Outcome outcome =
                    done ? Outcome.UNCHANGED : options.dryRun() ? Outcome.CREATED : Outcome.FAILED;
            entries.put(event, new Entry(event.asset(), outcome, List.of(), ""));
            if (!done) {
                due.add(event);
            }
        }
        if (!options.dryRun()) {
            send(due, entries);
        }
        return new Delivery("splunk", options.dryRun(), List.copyOf(entries.values()));
    }

    private void send(List<Event> due, Map<Event, Entry> entries) {
        boolean goesOn = true;
        for (List<Event> batch : batches(due)) {
            Optional<String> trouble =
                    goesOn
                            ? post(batch, entries)
                            : Optional.of("not sent: an earlier batch failed");
            goesOn = goesOn && trouble.isEmpty();
            trouble.ifPresent(why ->
                    batch.stream()
                            .filter(event -> isOpen(entries, event))
                            .forEach(event ->
                                    entries.put(
                                            event,
                                            new Entry(
                                                    event.asset(),
                                                    Outcome.FAILED,
                                                    List.of(),
                                                    why))));
        }
    }

    private static boolean isOpen(Map<Event, Entry> entries, Event event) {
        Entry entry = entries.get(event);
        return entry != null && entry.outcome() == Outcome.FAILED && entry.detail().isEmpty();
    }

    /// Sends a batch.
    ///
    /// @return why no further one is sent; empty where it was delivered
    private Optional<String> post(List<Event> batch, Map<Event, Entry> entries) {
        Reply reply = web.send("Splunk", call("/services/collector/event", gzip(batch), true));
        return switch (reply) {
            case Reply.NotSent(String why) -> Optional.of(why);
            case Reply.Lost(String why) ->
                    Optional.of(why + "; it may have arrived, and is sent again with the same id");
            case Reply.Answer answer -> answered(batch, entries, answer);
        };
    }

    private Optional<String> answered(
            List<Event> batch, Map<Event, Entry> entries, Reply.Answer answer) {
        JsonNode body = json(answer.body());
        int code = body.path("code").asInt(-1);
        if (answer.status() == 401 || answer.status() == 403) {
            throw new ExportException(
                    "Splunk refuses the token: " + web.quoted(answer.body()),
                    "see that the token is enabled and may write to the index");
        }
        if (answer.ok() && code == 0) {
            return options.acknowledged()
                    ? acknowledged(batch, entries, body.path("ackId"))
                    : done(batch, entries);
        }
        if (code == CODE_INVALID_FORMAT && body.path("invalid-event-number").isInt()) {
            int number = body.path("invalid-event-number").asInt();
            if (number >= 0 && number < batch.size()) {
                Event wrong = batch.get(number);
                entries.put(
                        wrong,
                        new Entry(
                                wrong.asset(),
                                Outcome.FAILED,
                                List.of(),
                                "Splunk does not take this event: " + web.quoted(answer.body())));
            }
        }
        return Optional.of(
                "Splunk answered %d: %s".formatted(answer.status(), web.quoted(answer.body())));
    }

    private Optional<String> done(List<Event> batch, Map<Event, Entry> entries) {
        delivered.add(batch.stream().map(Event::id).toList());
        for (Event event : batch) {
            entries.put(event, new Entry(event.asset(), Outcome.CREATED, List.of("event"), ""));
        }
        return Optional.empty();
    }

    /// Asks until the batch is indexed. Who gets `true` never asks again: from then on Splunk would
    /// say `false` for ever.
    private Optional<String> acknowledged(
            List<Event> batch, Map<Event, Entry> entries, JsonNode ackId) {
        if (!ackId.canConvertToLong()) {
            return Optional.of(
                    "Splunk gave no ackId: acknowledgement is not enabled for this token");
        }
        byte[] question = "{\"acks\":[%d]}".formatted(ackId.asLong()).getBytes(UTF_8);
        for (int poll = 0; poll < options.polls(); poll++) {
            Reply reply =
                    web.send(
                            "Splunk",
                            call("/services/collector/ack?channel=" + channel, question, false));
            if (reply instanceof Reply.Answer answer
                    && answer.ok()
                    && json(answer.body()).path("acks").path(ackId.asText()).asBoolean(false)) {
                return done(batch, entries);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(options.pauseMillis()));
        }
        return Optional.of(
                "not acknowledged after %d questions; it may still be indexed, and is sent again"
                                .formatted(options.polls())
                        + " with the same id");
    }

    private Call call(String path, byte[] body, boolean compressed) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Splunk-Request-Channel", channel);
        if (compressed) {
            headers.put("Content-Encoding", "gzip");
        }
        return new Call("POST", path, headers, Optional.of(body));
    }

    private List<List<Event>> batches(List<Event> events) {
        List<List<Event>> batches = new ArrayList<>();
        List<Event> batch = new ArrayList<>();
        int bytes = 0;
        for (Event event : events) {
            boolean full =
                    batch.size() == options.batch() || bytes + event.bytes() > MAX_BATCH_BYTES;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += event.bytes();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static byte[] gzip(List<Event> batch) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (Event event : batch) {
                gzip.write(event.json().getBytes(UTF_8));
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /// The same facts in the same run give the same event, and so the same id.
    private Event event(Inventory inventory, Inventory.Item item) {
        AcceptedAsset asset = item.asset();
        ObjectNode told = JSON.createObjectNode();
        told.put("asset_id", item.id());
        told.put("name", PlainText.of(asset.name()));
        told.put("site", PlainText.of(inventory.site()));
        told.put("address", asset.place().address());
        told.put("protocol", asset.place().protocol());
        told.put("path", PlainText.of(asset.place().path()));
        facts(told, asset.observed());
        human(told.putObject("human"), asset.human());
        ArrayNode modules = told.putArray("modules");
        asset.modules()
                .forEach(module -> {
                    ObjectNode one = modules.addObject();
                    one.put("place", module.place().toString());
                    facts(one, module.facts());
                });
        inventory.run().ifPresent(run -> told.put("run", run.id()));
        item.visit().ifPresent(visit -> told.put("outcome", visit.outcome().id()));
        String id = Inventory.hash("splunk", told.toString());
        told.put("event_id", id);

        ObjectNode envelope = JSON.createObjectNode();
        inventory
                .run()
                .map(Observations.Run::ended)
                .ifPresent(ended -> envelope.put("time", seconds(ended.toEpochMilli())));
        envelope.put("host", PlainText.of(asset.name()));
        envelope.put("source", "walkdown:" + PlainText.of(inventory.site()));
        envelope.put("sourcetype", "walkdown:asset");
        options.index().ifPresent(index -> envelope.put("index", index));
        envelope.set("event", told);
        return new Event(id, asset.name(), envelope.toString());
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    private static void facts(ObjectNode node, Facts facts) {
        facts.all()
                .forEach((name, fact) ->
                        fact.value()
                                .ifPresent(
                                        value -> node.put(name.toString(), PlainText.of(value))));
    }

    private static void human(ObjectNode node, Human human) {
        node.put("owner", PlainText.of(human.owner()));
        node.put("criticality", PlainText.of(human.criticality()));
        node.put("location", PlainText.of(human.location()));
        ArrayNode labels = node.putArray("labels");
        human.labels().forEach(label -> labels.add(PlainText.of(label)));
    }
}
