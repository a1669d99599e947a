package io.walkdown.scanner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.scanner.export.Delivered.Last;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.SplunkEvents.Event;
import io.walkdown.scanner.export.Web.Call;
import io.walkdown.scanner.export.Web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Splunk's HTTP Event Collector: the events of [SplunkEvents], in batches that are
/// gzip-compressed, each a row of JSON objects and no array (Splunk, *Format events for HTTP Event
/// Collector*).
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
    private static final int MOST_REFUSED = 10;
    private static final int CODE_INVALID_FORMAT = 6;

    private final Web web;
    private final Options options;
    private final Delivered delivered;
    private int refused;
    private boolean begun;

    /// Why Splunk takes nothing more, where that is known.
    private Optional<String> stopped = Optional.empty();

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

    @Override
    public Delivery deliver(Inventory inventory) {
        Map<Event, Entry> entries = new LinkedHashMap<>();
        List<Event> due = new ArrayList<>();
        for (Event event : events(inventory)) {
            boolean done = !event.removed() && delivered.has(subject(event), event.id());
            entries.put(
                    event,
                    done
                            ? new Entry(event.name(), Outcome.UNCHANGED, List.of(), "")
                            : options.dryRun()
                                    ? brought(event)
                                    : new Entry(event.name(), Outcome.FAILED, List.of(), ""));
            if (!done) {
                due.add(event);
            }
        }
        if (!options.dryRun()) {
            send(due, entries);
        }
        return new Delivery("splunk", options.dryRun(), List.copyOf(entries.values()), stopped);
    }

    /// What the inventory has, and what it has no longer.
    private List<Event> events(Inventory inventory) {
        String where =
                Inventory.hash(
                        web.address().toString(), options.index().orElse(""), inventory.site());
        List<Event> events = new ArrayList<>(SplunkEvents.of(inventory, options.index(), where));
        delivered.present(
                events.stream()
                        .collect(
                                Collectors.toMap(
                                        this::subject,
                                        Event::topic,
                                        (_, newer) -> newer,
                                        LinkedHashMap::new)));
        events.addAll(
                SplunkEvents.gone(inventory, options.index(), delivered.gone(where).values()));
        return events;
    }

    /// What becomes of an event that is delivered.
    private static Entry brought(Event event) {
        return event.removed()
                ? new Entry(event.name(), Outcome.UPDATED, List.of("removed"), "")
                : new Entry(event.name(), Outcome.CREATED, List.of("event"), "");
    }

    /// What another Splunk, or another index, has is not what this one has.
    private String subject(Event event) {
        return Inventory.hash(
                web.address().toString(), options.index().orElse(""), event.subject());
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
                                                    event.name(),
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
            case Reply.NotSent(String why) -> stopped(why);
            case Reply.Lost(String why) ->
                    Optional.of(why + "; it may have arrived, and is sent again with the same id");
            case Reply.Answer answer -> answered(batch, entries, answer);
        };
    }

    private Optional<String> answered(
            List<Event> batch, Map<Event, Entry> entries, Reply.Answer answer) {
        JsonNode body = json(answer.body());
        int code = body.path("code").asInt(-1);
        if (!begun && (answer.status() == 401 || answer.status() == 403)) {
            throw new ExportException(
                    "Splunk refuses the token: " + web.quoted(answer.body()),
                    "see that the token is enabled and may write to the index");
        }
        if (answer.ok() && code == 0) {
            return options.acknowledged()
                    ? acknowledged(batch, entries, body.path("ackId"))
                    : done(batch, entries);
        }
        int number = body.path("invalid-event-number").asInt(-1);
        if (code == CODE_INVALID_FORMAT && number >= 0 && number < batch.size()) {
            return without(batch, number, entries, answer);
        }
        String why = "Splunk answered %d: %s".formatted(answer.status(), web.quoted(answer.body()));
        // a yes that cannot be read may be one
        return answer.ok() && code < 0
                ? Optional.of(why + "; it may have arrived, and is sent again with the same id")
                : stopped(why);
    }

    /// It is nothing of that batch alone: a wrong index, a Splunk that is busy or not there.
    private Optional<String> stopped(String why) {
        stopped = Optional.of(why);
        return stopped;
    }

    /// Goes on without an event that Splunk does not take. Those before it may be there already:
    /// they are sent again, with the same ids.
    private Optional<String> without(
            List<Event> batch, int number, Map<Event, Entry> entries, Reply.Answer answer) {
        Event wrong = batch.get(number);
        String why = "Splunk does not take this event: " + web.quoted(answer.body());
        entries.put(wrong, new Entry(wrong.name(), Outcome.FAILED, List.of(), why));
        refused++;
        List<Event> rest = new ArrayList<>(batch);
        rest.remove(number);
        if (refused >= MOST_REFUSED) {
            return Optional.of("not sent: Splunk did not take %d events".formatted(refused));
        }
        return rest.isEmpty() ? Optional.empty() : post(rest, entries);
    }

    private Optional<String> done(List<Event> batch, Map<Event, Entry> entries) {
        var there = new LinkedHashMap<String, Last>();
        batch.stream()
                .filter(event -> !event.removed())
                .forEach(event -> there.put(subject(event), new Last(event.id(), event.topic())));
        delivered.add(there, batch.stream().filter(Event::removed).map(this::subject).toList());
        batch.forEach(event -> entries.put(event, brought(event)));
        begun = true;
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
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            web.pause(Duration.ofMillis(options.pauseMillis()));
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
}
