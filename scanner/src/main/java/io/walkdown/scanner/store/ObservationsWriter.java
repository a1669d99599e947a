package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns observations into plain values for [JsonText].
final class ObservationsWriter {
    /// With value, state and source of each field.
    static final ObservationsWriter WHOLE = new ObservationsWriter(ObservationsWriter::whole);

    /// With values alone.
    static final ObservationsWriter FLAT = new ObservationsWriter(ObservationsWriter::flat);

    private final Function<Field, @Nullable Object> field;

    private ObservationsWriter(Function<Field, @Nullable Object> field) {
        this.field = field;
    }

    Map<String, @Nullable Object> document(Observations observations) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("version", Observations.VERSION);
        out.put("site", observations.site());
        out.put("complete", observations.complete());
        out.put("run", run(observations.run()));
        out.put("visits", observations.visits().stream().map(this::visit).toList());
        out.put("assets", observations.assets().stream().map(this::asset).toList());
        return out;
    }

    private static Map<String, @Nullable Object> run(Observations.Run run) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("id", run.id());
        out.put("started", run.started().toString());
        out.put("ended", run.ended().toString());
        out.put("planHash", run.planHash());
        out.put("exitCode", run.exitCode());
        return out;
    }

    private Map<String, @Nullable Object> visit(Observations.Visit visit) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("device", visit.device());
        out.put("address", visit.address());
        out.put("port", visit.port());
        out.put("protocol", visit.protocol());
        out.put("profile", visit.profile());
        out.put("outcome", visit.outcome().id());
        out.put("reason", visit.outcome().evidence());
        if (visit.outcome() instanceof ProbeOutcome.Withheld withheld) {
            out.put("rule", withheld.rule());
        }
        if (!visit.due()) {
            out.put("due", false);
        }
        out.put("worstCase", load(visit.worstCase()));
        out.put("actual", load(visit.actual()));
        out.put("unused", visit.unused().stream().map(ObservationsWriter::unused).toList());
        out.put("missesInARow", visit.missesInARow());
        out.put("lastAnswered", visit.lastAnswered().map(Instant::toString).orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> load(Load load) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("frames", load.frames());
        out.put("bytes", load.bytes());
        out.put("connections", load.connections());
        out.put("seconds", JsonText.seconds(load.seconds()));
        return out;
    }

    private static Map<String, @Nullable Object> unused(Observations.Unused unused) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("step", unused.step());
        out.put("count", unused.count());
        out.put("reason", unused.reason());
        return out;
    }

    private Map<String, @Nullable Object> asset(Asset asset) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("name", asset.name());
        out.put("address", asset.address());
        out.put("protocol", asset.protocol());
        out.put("identity", identity(asset.nameplate()));
        out.put("modules", asset.modules().stream().map(this::module).toList());
        out.put("attributes", attributes(asset.nameplate()));
        return out;
    }

    private Map<String, @Nullable Object> module(Module module) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put(module.place().kind().id(), module.place().number());
        out.put("identity", identity(module.nameplate()));
        out.put("attributes", attributes(module.nameplate()));
        return out;
    }

    private Map<String, @Nullable Object> identity(Nameplate plate) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        plate.identity().forEach((name, value) -> out.put(name.id(), field.apply(value)));
        return out;
    }

    private Map<String, @Nullable Object> attributes(Nameplate plate) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        plate.attributes().forEach((name, value) -> out.put(name, field.apply(value)));
        return out;
    }

    private static Map<String, @Nullable Object> whole(Field field) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("value", field.value().orElse(null));
        out.put("state", field.state().id());
        if (field.state() == FieldState.CONFLICT) {
            out.put("values", field.values());
        }
        out.put("source", field.source().map(ObservationsWriter::source).orElse(null));
        return out;
    }

    private static @Nullable Object flat(Field field) {
        return field.state() == FieldState.CONFLICT ? field.values() : field.value().orElse(null);
    }

    private static Map<String, @Nullable Object> source(Source source) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("protocol", source.protocol());
        out.put("request", source.request());
        out.put("at", source.at().toString());
        return out;
    }
}
