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
    private static final List<String> STATES =
            Arrays.stream(FieldState.values()).map(FieldState::id).toList();
    private static final List<NameplateField> NAMES = List.of(NameplateField.values());
    private static final String TIME = "a time such as 2026-11-23T07:35:00Z";

    /// Texts and sources that come again and again, each kept once.
    private final Repeated<String> texts = new Repeated<>();

    private final Repeated<Optional<String>> values = new Repeated<>();

    private final RepeatedFields known = new RepeatedFields();
    private final Repeated<Optional<Source>> origins = new Repeated<>();
    private final Repeated<Load> loads = new Repeated<>();
    private final Repeated<ProbeOutcome> outcomes = new Repeated<>();
    private String lastTime = "";
    private Instant lastInstant = Instant.EPOCH;

    Observations read(JsonFields fields) {
        fields.whole("version", Observations.VERSION, Observations.VERSION);
        String site = fields.text("site");
        boolean complete = fields.flag("complete");
        JsonFields runFields = fields.object("run");
        Run run = run(runFields);
        List<Visit> visits = fields.objects("visits", this::visit);
        List<Asset> assets = fields.objects("assets", this::asset);
        fields.done();
        return new Observations(site, complete, run, visits, assets);
    }

    private Run run(JsonFields fields) {
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

    Visit visit(JsonFields fields) {
        var visit =
                new Visit(
                        fields.text("device"),
                        fields.text("address"),
                        fields.whole("port", 1, 65_535),
                        texts.one(fields.text("protocol")),
                        texts.one(fields.text("profile")),
                        outcome(fields),
                        load(fields.object("worstCase")),
                        load(fields.object("actual")),
                        fields.objects("unused", this::unused),
                        fields.whole("missesInARow", 0, Integer.MAX_VALUE),
                        lastAnswered(fields),
                        !fields.has("due") || fields.flag("due"));
        fields.done();
        return visit;
    }

    private ProbeOutcome outcome(JsonFields fields) {
        String rule = fields.optionalText("rule").orElse("");
        String reason = fields.text("reason");
        String id = fields.text("outcome");
        Optional<ProbeOutcome> outcome = ProbeOutcome.of(id, rule, reason);
        if (outcome.isEmpty() && !id.isEmpty()) {
            fields.wrong("outcome", "'%s' is not an outcome of a visit".formatted(id));
        }
        return outcomes.one(outcome.orElse(new ProbeOutcome.Stopped("")));
    }

    private Optional<Instant> lastAnswered(JsonFields fields) {
        return fields.isNull("lastAnswered")
                ? Optional.empty()
                : fields.parsed("lastAnswered", TIME, Instant::parse);
    }

    private Load load(JsonFields fields) {
        int frames = fields.whole("frames", 0, Integer.MAX_VALUE);
        int bytes = fields.whole("bytes", 0, Integer.MAX_VALUE);
        int connections = fields.whole("connections", 0, Integer.MAX_VALUE);
        Duration seconds = fields.seconds("seconds");
        fields.done();
        return loads.one(new Load(frames, bytes, connections, seconds));
    }

    private Unused unused(JsonFields fields) {
        var unused =
                new Unused(
                        fields.text("step"),
                        fields.whole("count", 0, Integer.MAX_VALUE),
                        fields.text("reason"));
        fields.done();
        return unused;
    }

    Asset asset(JsonFields fields) {
        var asset =
                new Asset(
                        fields.text("name"),
                        fields.text("address"),
                        texts.one(fields.text("protocol")),
                        nameplate(fields),
                        fields.objects("modules", this::module));
        fields.done();
        return asset;
    }

    private Module module(JsonFields fields) {
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

    private Nameplate nameplate(JsonFields fields) {
        Map<NameplateField, Field> identity = new EnumMap<>(NameplateField.class);
        JsonFields core = fields.object("identity");
        for (NameplateField name : NAMES) {
            identity.put(name, field(core, name.id()));
        }
        core.done();
        var attributes = new TreeMap<String, Field>();
        JsonFields own = fields.object("attributes");
        own.names().forEach(name -> attributes.put(name, field(own, name)));
        return new Nameplate(identity, attributes);
    }

    /// Most fields stand as they are written; any other is looked at member by member.
    private Field field(JsonFields holder, String name) {
        Json.Obj plain = holder.plain(name);
        Field usual = plain == null ? null : known.usual(plain.members());
        if (usual != null) {
            return usual;
        }
        Field read = field(holder.object(name));
        if (plain != null) {
            known.keep(read, plain.members());
        }
        return read;
    }

    private Field field(JsonFields fields) {
        FieldState state = state(fields);
        Optional<Source> source =
                fields.isNull("source")
                        ? Optional.empty()
                        : origins.one(Optional.of(source(fields.object("source"))));
        Optional<String> value = Optional.empty();
        if (!fields.isNull("value")) {
            value = values.one(Optional.of(fields.text("value")));
        }
        List<String> values = state == FieldState.CONFLICT ? fields.texts("values") : List.of();
        fields.done();
        if (value.isPresent() != (state == FieldState.KNOWN)) {
            fields.wrong("value", "a value goes with state known, not " + state.id());
            return Field.NOT_ASKED;
        }
        return state == FieldState.NOT_ASKED && source.isEmpty()
                ? Field.NOT_ASKED
                : new Field(value, values, state, source);
    }

    private FieldState state(JsonFields fields) {
        return fields.choice("state", "a field's state", FieldState::byId, STATES)
                .orElse(FieldState.NOT_ASKED);
    }

    private Source source(JsonFields fields) {
        var source =
                new Source(
                        texts.one(fields.text("protocol")),
                        texts.one(fields.text("request")),
                        time(fields, "at"));
        fields.done();
        return source;
    }

    private Instant time(JsonFields fields, String name) {
        return fields.parsed(name, TIME, this::instant).orElse(Instant.EPOCH);
    }

    /// One visit's answers often have one time.
    private Instant instant(String text) {
        if (!text.equals(lastTime)) {
            lastInstant = Instant.parse(text);
            lastTime = text;
        }
        return lastInstant;
    }
}
