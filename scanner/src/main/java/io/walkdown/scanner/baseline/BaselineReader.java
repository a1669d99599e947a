package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.Repeated;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the document that [BaselineWriter] writes; what a person left out of `human`, of
/// `formerNames` and of `evidence` is taken as empty.
final class BaselineReader {
    private static final int KNOWN = 1 << 12;

    private final Set<String> names = new HashSet<>();

    /// Facts that come again and again, each kept once.
    private final @Nullable Fact[] known = new @Nullable Fact[KNOWN];

    private final Repeated<String> texts = new Repeated<>();

    Baseline read(JsonFields fields) {
        fields.whole("version", Baseline.VERSION, Baseline.VERSION);
        List<AcceptedAsset> assets = fields.objects("assets", this::asset);
        if (fields.has(BaselineWriter.CONFLICTS)) {
            unsettled(fields);
        }
        fields.done();
        return fields.problems().isEmpty() ? new Baseline(assets) : Baseline.EMPTY;
    }

    private static void unsettled(JsonFields fields) {
        List<String> conflicts = fields.objects(BaselineWriter.CONFLICTS, BaselineReader::id);
        fields.wrong(
                BaselineWriter.CONFLICTS,
                "a merge left %d to settle: %s; correct each, then remove '%s'"
                        .formatted(
                                conflicts.size(),
                                String.join(", ", conflicts),
                                BaselineWriter.CONFLICTS));
    }

    private static String id(JsonFields conflict) {
        String field = conflict.optionalText("field").orElse("");
        return conflict.text("asset") + (field.isEmpty() ? "" : "/" + field);
    }

    AcceptedAsset asset(JsonFields fields) {
        String name = fields.text("name");
        if (fields.has("name") && name.isBlank()) {
            fields.wrong("name", "an asset needs a name");
        } else if (!names.add(Names.folded(name))) {
            fields.wrong("name", "'%s' is the name of another asset too".formatted(name));
        }
        List<String> former = fields.has("formerNames") ? fields.texts("formerNames") : List.of();
        Place place = place(fields.object("place"));
        JsonFields observed = fields.object("observed");
        var asset =
                new AcceptedAsset(
                        name,
                        former,
                        place,
                        facts(observed),
                        modules(observed),
                        fields.has("human") ? human(fields.object("human")) : Human.NOTHING);
        observed.done();
        fields.done();
        return asset;
    }

    private Place place(JsonFields fields) {
        var place =
                new Place(
                        fields.text("address"),
                        texts.one(fields.text("protocol")),
                        texts.one(fields.text("path")));
        fields.done();
        return place;
    }

    private List<AcceptedModule> modules(JsonFields observed) {
        var places = new HashSet<Module.Place>();
        return observed.objects("modules", fields -> module(fields, places));
    }

    private AcceptedModule module(JsonFields fields, Set<Module.Place> places) {
        Module.Kind kind =
                Arrays.stream(Module.Kind.values())
                        .filter(each -> fields.has(each.id()))
                        .findFirst()
                        .orElse(Module.Kind.SLOT);
        var place = new Module.Place(kind, fields.whole(kind.id(), 0, 255));
        if (!places.add(place)) {
            fields.wrong(kind.id(), place + " is in the list twice");
        }
        var module = new AcceptedModule(place, facts(fields));
        fields.done();
        return module;
    }

    private Facts facts(JsonFields fields) {
        JsonFields identity = fields.object("identity");
        for (String name : identity.names()) {
            if (NameplateField.byId(name).isEmpty()) {
                identity.wrong(name, "'%s' is no core field".formatted(name));
            }
        }
        var coreEvidence = new HashMap<String, String>();
        var ownEvidence = new HashMap<String, String>();
        if (fields.has("evidence")) {
            JsonFields evidence = fields.object("evidence");
            texts(evidence, "identity", coreEvidence);
            texts(evidence, "attributes", ownEvidence);
            evidence.done();
        }
        return new Facts(
                facts(identity, coreEvidence), facts(fields.object("attributes"), ownEvidence));
    }

    private void texts(JsonFields evidence, String part, Map<String, String> into) {
        if (evidence.has(part)) {
            JsonFields fields = evidence.object(part);
            fields.names().forEach(name -> into.put(name, texts.one(fields.text(name))));
        }
    }

    private SortedMap<String, Fact> facts(JsonFields fields, Map<String, String> evidence) {
        var facts = new TreeMap<String, Fact>();
        for (String name : fields.names()) {
            facts.put(name, fact(fields, name, evidence.getOrDefault(name, "")));
        }
        return facts;
    }

    private Fact fact(JsonFields fields, String name, String evidence) {
        if (fields.isNull(name)) {
            return new Fact(FieldState.NOT_SUPPORTED, List.of(), evidence);
        }
        return fields.isArray(name)
                ? Fact.told(fields.texts(name), evidence)
                : told(fields.text(name), evidence);
    }

    private Fact told(String value, String evidence) {
        int hash = 31 * value.hashCode() + evidence.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (KNOWN - 1);
        Fact same = known[slot];
        if (same != null
                && same.state() == FieldState.KNOWN
                && same.values().getFirst().equals(value)
                && same.evidence().equals(evidence)) {
            return same;
        }
        Fact fact = Fact.told(value, evidence);
        known[slot] = fact;
        return fact;
    }

    private static Human human(JsonFields fields) {
        var human =
                new Human(
                        fields.optionalText("owner").orElse(""),
                        fields.optionalText("criticality").orElse(""),
                        fields.optionalText("location").orElse(""),
                        fields.optionalText("notes").orElse(""),
                        fields.has("labels") ? fields.texts("labels") : List.of());
        fields.done();
        return human.equals(Human.NOTHING) ? Human.NOTHING : human;
    }
}
