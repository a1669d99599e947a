package io.walkdown.scanner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.baseline.Human;
import io.walkdown.scanner.export.Delivered.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The events of an inventory: one for each asset (`walkdown:asset`), also for one that is gone,
/// and where there is a run, one for it (`walkdown:run`) and one for each of its visits
/// (`walkdown:visit`).
///
/// The same facts give the same event, with the same `event_id`. An asset's event bears no time: it
/// holds from when Splunk receives it. The others bear the end of their run.
final class SplunkEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String site;
    private final Optional<String> index;
    private final String where;
    private final List<Event> events = new ArrayList<>();

    private SplunkEvents(String site, Optional<String> index, String where) {
        this.site = PlainText.of(site);
        this.index = index;
        this.where = where;
    }

    /// An event on its way.
    ///
    /// @param subject what it is of; a later event of the same subject takes its place
    /// @param id of what it says
    /// @param name for people
    /// @param removed whether it says that its subject is gone
    /// @param topic what is kept of it once it is delivered
    /// @param json the envelope with the event
    record Event(
            String subject, String id, String name, boolean removed, Topic topic, String json) {
        int bytes() {
            return json.getBytes(UTF_8).length;
        }
    }

    /// @param where hash of the system and plant that they are for
    static List<Event> of(Inventory inventory, Optional<String> index, String where) {
        var events = new SplunkEvents(inventory.site(), index, where);
        inventory.assets().forEach(events::asset);
        inventory
                .run()
                .ifPresent(run -> {
                    events.run(run, inventory.visits().size());
                    inventory.visits().forEach(visit -> events.visit(run, visit));
                });
        return List.copyOf(events.events);
    }

    /// That assets are no longer there.
    static List<Event> gone(
            Inventory inventory, Optional<String> index, Collection<Topic.OfAsset> assets) {
        var events = new SplunkEvents(inventory.site(), index, "");
        assets.forEach(events::gone);
        return List.copyOf(events.events);
    }

    private void gone(Topic.OfAsset asset) {
        ObjectNode told = told();
        told.put("asset_id", asset.id());
        told.put("name", PlainText.told(asset.name()));
        told.put("removed", true);
        add("asset", asset.name(), asset.name(), asset, Optional.empty(), told);
    }

    private void asset(Inventory.Item item) {
        AcceptedAsset asset = item.asset();
        ObjectNode told = told();
        told.put("asset_id", item.id());
        told.put("name", PlainText.told(asset.name()));
        told.put("address", PlainText.of(asset.place().address()));
        told.put("protocol", PlainText.of(asset.place().protocol()));
        told.put("path", PlainText.of(asset.place().path()));
        facts(told.putObject("observed"), asset.observed());
        human(told.putObject("human"), asset.human());
        ArrayNode modules = told.putArray("modules");
        asset.modules()
                .forEach(module -> {
                    ObjectNode one = modules.addObject();
                    one.put("place", module.place().toString());
                    facts(one.putObject("observed"), module.facts());
                });
        // by its name, which is unique in a baseline; two assets may look alike
        var topic = new Topic.OfAsset(where, item.id(), asset.name());
        add("asset", asset.name(), asset.name(), topic, Optional.empty(), told);
    }

    private void run(Observations.Run run, int visits) {
        ObjectNode told = told();
        told.put("run", PlainText.of(run.id()));
        told.put("started", run.started().toString());
        told.put("ended", run.ended().toString());
        told.put("exit_code", run.exitCode());
        told.put("visits", visits);
        add("run", run.id(), "run " + run.id(), topic(run), Optional.of(run.ended()), told);
    }

    private void visit(Observations.Run run, Observations.Visit visit) {
        ObjectNode told = told();
        told.put("run", PlainText.of(run.id()));
        told.put("device", PlainText.of(visit.device()));
        told.put("address", PlainText.of(visit.address()));
        told.put("port", visit.port());
        told.put("protocol", PlainText.of(visit.protocol()));
        told.put("outcome", visit.outcome().id());
        told.put("misses_in_a_row", visit.missesInARow());
        told.put("frames", visit.actual().frames());
        add(
                "visit",
                run.id() + " " + visit.device(),
                "visit to " + visit.device(),
                topic(run),
                Optional.of(run.ended()),
                told);
    }

    private static Topic topic(Observations.Run run) {
        return new Topic.OfRun(Inventory.hash("run", run.id()));
    }

    private ObjectNode told() {
        ObjectNode told = JSON.createObjectNode();
        told.put("site", site);
        return told;
    }

    private void add(
            String kind,
            String subject,
            String name,
            Topic topic,
            Optional<Instant> time,
            ObjectNode told) {
        String id = Inventory.hash("splunk", kind, told.toString());
        told.put("event_id", id);
        ObjectNode envelope = JSON.createObjectNode();
        time.ifPresent(at -> envelope.put("time", BigDecimal.valueOf(at.toEpochMilli(), 3)));
        envelope.put("host", host(told));
        envelope.put("source", "walkdown:" + site);
        envelope.put("sourcetype", "walkdown:" + kind);
        index.ifPresent(each -> envelope.put("index", each));
        envelope.set("event", told);
        String of = String.join("\u0000", kind, site, subject);
        boolean removed = told.has("removed");
        events.add(new Event(of, id, name, removed, topic, envelope.toString()));
    }

    private static String host(ObjectNode told) {
        return told.path("name").asText(told.path("device").asText(told.path("site").asText()));
    }

    private static void facts(ObjectNode node, Facts facts) {
        facts.all()
                .forEach((name, fact) ->
                        fact.value()
                                .ifPresent(value ->
                                        node.put(
                                                PlainText.told(name.toString()),
                                                PlainText.told(value))));
    }

    private static void human(ObjectNode node, Human human) {
        node.put("owner", PlainText.of(human.owner()));
        node.put("criticality", PlainText.of(human.criticality()));
        node.put("location", PlainText.of(human.location()));
        ArrayNode labels = node.putArray("labels");
        human.labels().forEach(label -> labels.add(PlainText.of(label)));
    }
}
