package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Run;
import io.walkdown.scanner.asset.Observations.Unused;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the document that [ObservationsWriter] writes, field by field.
final class ObservationsReader {
    private static final String TIME = "a time such as 2026-11-23T07:35:00Z";

    private ObservationsReader() {}

    static Observations read(JsonFields fields) {
        fields.whole("version", Observations.VERSION, Observations.VERSION);
        String site = fields.text("site");
        boolean complete = fields.flag("complete");
        JsonFields runFields = fields.object("run");
        Run run = run(runFields);
        List<Visit> visits = fields.objects("visits", ObservationsReader::visit);
        List<Asset> assets = fields.objects("assets", ObservationsReader::asset);
        fields.done();
        return new Observations(site, complete, run, visits, assets);
    }

    private static Run run(JsonFields fields) {
        var run =
                new Run(
                        fields.text("id"),
                        time(fields, "started"),
                        time(fields, "ended"),
                        fields.text("planHash"),
                        fields.whole("exitCode", 0, 255));
        fields.done();
        return run;
    }

    private static Visit visit(JsonFields fields) {
        var visit =
                new Visit(
                        fields.text("device"),
                        fields.text("address"),
                        fields.whole("port", 1, 65_535),
                        fields.text("protocol"),
                        fields.text("profile"),
                        outcome(fields),
                        load(fields.object("worstCase")),
                        load(fields.object("actual")),
                        fields.objects("unused", ObservationsReader::unused),
                        fields.whole("missesInARow", 0, Integer.MAX_VALUE),
                        lastAnswered(fields));
        fields.done();
        return visit;
    }

    private static ProbeOutcome outcome(JsonFields fields) {
        String rule = fields.optionalText("rule").orElse("");
        String reason = fields.text("reason");
        String id = fields.text("outcome");
        Optional<ProbeOutcome> outcome = ProbeOutcome.of(id, rule, reason);
        if (outcome.isEmpty() && !id.isEmpty()) {
            fields.wrong("outcome", "'%s' is not an outcome of a visit".formatted(id));
        }
        return outcome.orElse(new ProbeOutcome.Stopped(""));
    }

    private static Optional<Instant> lastAnswered(JsonFields fields) {
        return fields.isNull("lastAnswered")
                ? Optional.empty()
                : fields.parsed("lastAnswered", TIME, Instant::parse);
    }

    private static Load load(JsonFields fields) {
        int frames = fields.whole("frames", 0, Integer.MAX_VALUE);
        int bytes = fields.whole("bytes", 0, Integer.MAX_VALUE);
        int connections = fields.whole("connections", 0, Integer.MAX_VALUE);
        Duration seconds = fields.seconds("seconds");
        fields.done();
        return new Load(frames, bytes, connections, seconds);
    }

    private static Unused unused(JsonFields fields) {
        var unused =
                new Unused(
                        fields.text("step"),
                        fields.whole("count", 0, Integer.MAX_VALUE),
                        fields.text("reason"));
        fields.done();
        return unused;
    }

    private static Asset asset(JsonFields fields) {
        var asset =
                new Asset(
                        fields.text("name"),
                        fields.text("address"),
                        fields.text("protocol"),
                        nameplate(fields),
                        fields.objects("modules", ObservationsReader::module));
        fields.done();
        return asset;
    }

    private static Module module(JsonFields fields) {
        Module.Kind kind =
                Arrays.stream(Module.Kind.values())
                        .filter(each -> fields.names().contains(each.id()))
                        .findFirst()
                        .orElse(Module.Kind.SLOT);
        var place = new Module.Place(kind, fields.whole(kind.id(), 0, 255));
        var module = new Module(place, nameplate(fields));
        fields.done();
        return module;
    }

    private static Nameplate nameplate(JsonFields fields) {
        Map<NameplateField, Field> identity = new EnumMap<>(NameplateField.class);
        JsonFields core = fields.object("identity");
        for (NameplateField name : NameplateField.values()) {
            identity.put(name, field(core.object(name.id())));
        }
        core.done();
        var attributes = new TreeMap<String, Field>();
        JsonFields own = fields.object("attributes");
        own.names().forEach(name -> attributes.put(name, field(own.object(name))));
        return new Nameplate(identity, attributes);
    }

    private static Field field(JsonFields fields) {
        FieldState state = state(fields);
        Optional<Source> source =
                fields.isNull("source")
                        ? Optional.empty()
                        : Optional.of(source(fields.object("source")));
        Optional<String> value = Optional.empty();
        if (!fields.isNull("value")) {
            value = Optional.of(fields.text("value"));
        }
        List<String> values = state == FieldState.CONFLICT ? fields.texts("values") : List.of();
        fields.done();
        if (value.isPresent() != (state == FieldState.KNOWN)) {
            fields.wrong("value", "a value goes with state known, not " + state.id());
            return Field.NOT_ASKED;
        }
        return new Field(value, values, state, source);
    }

    private static FieldState state(JsonFields fields) {
        List<String> known = Arrays.stream(FieldState.values()).map(FieldState::id).toList();
        return fields.choice("state", "a field's state", FieldState::byId, known)
                .orElse(FieldState.NOT_ASKED);
    }

    private static Source source(JsonFields fields) {
        var source =
                new Source(fields.text("protocol"), fields.text("request"), time(fields, "at"));
        fields.done();
        return source;
    }

    private static Instant time(JsonFields fields, String name) {
        return fields.parsed(name, TIME, Instant::parse).orElse(Instant.EPOCH);
    }
}
