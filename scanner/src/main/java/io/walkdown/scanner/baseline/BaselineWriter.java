package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns a baseline into plain values for [JsonText]. A known field is a text, an empty one the
/// empty text, one that is not supported null, one on which answers disagree an array: so a changed
/// value is one changed line that names its field.
final class BaselineWriter {
    /// The member that only an unsettled merge has.
    static final String CONFLICTS = "conflicts";

    private BaselineWriter() {}

    static Map<String, @Nullable Object> document(Baseline baseline) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("version", Baseline.VERSION);
        out.put("assets", baseline.assets().stream().map(BaselineWriter::asset).toList());
        return out;
    }

    /// The document of a merge that a person has to settle: it names the conflicts, and is no
    /// baseline until they are gone.
    static Map<String, @Nullable Object> document(
            Baseline baseline, List<MergeConflict> conflicts) {
        Map<String, @Nullable Object> out = document(baseline);
        out.put(CONFLICTS, conflicts.stream().map(BaselineWriter::conflict).toList());
        return out;
    }

    private static Map<String, @Nullable Object> conflict(MergeConflict conflict) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("asset", conflict.asset());
        out.put("field", conflict.field());
        out.put("base", conflict.base().orElse(null));
        out.put("ours", conflict.ours().orElse(null));
        out.put("theirs", conflict.theirs().orElse(null));
        return out;
    }

    /// The canonical text of one asset.
    static String text(AcceptedAsset asset) {
        return JsonText.canonical(asset(asset));
    }

    /// A whole asset in one line.
    static String line(AcceptedAsset asset) {
        return JsonText.line(asset(asset));
    }

    /// The canonical text of what was accepted of an asset: not what people say of it.
    static String accepted(AcceptedAsset asset) {
        Map<String, @Nullable Object> out = asset(asset);
        out.remove("human");
        out.remove("formerNames");
        return JsonText.canonical(out);
    }

    /// A whole module in one line.
    static String line(AcceptedModule module) {
        return JsonText.line(module(module));
    }

    private static Map<String, @Nullable Object> asset(AcceptedAsset asset) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("name", asset.name());
        out.put("formerNames", asset.formerNames());
        out.put("place", place(asset.place()));
        Map<String, @Nullable Object> observed = facts(asset.observed());
        observed.put("modules", asset.modules().stream().map(BaselineWriter::module).toList());
        out.put("observed", observed);
        out.put("human", human(asset.human()));
        return out;
    }

    private static Map<String, @Nullable Object> place(Place place) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("address", place.address());
        out.put("protocol", place.protocol());
        out.put("path", place.path());
        return out;
    }

    private static Map<String, @Nullable Object> module(AcceptedModule module) {
        Map<String, @Nullable Object> out = facts(module.facts());
        out.put(module.place().kind().id(), module.place().number());
        return out;
    }

    private static Map<String, @Nullable Object> facts(Facts facts) {
        var evidence = new LinkedHashMap<String, @Nullable Object>();
        evidence.put("identity", evidence(facts.identity()));
        evidence.put("attributes", evidence(facts.attributes()));
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("identity", values(facts.identity()));
        out.put("attributes", values(facts.attributes()));
        out.put("evidence", evidence);
        return out;
    }

    private static Map<String, @Nullable Object> values(SortedMap<String, Fact> facts) {
        var out = new TreeMap<String, @Nullable Object>();
        facts.forEach((name, fact) -> out.put(name, value(fact)));
        return out;
    }

    private static @Nullable Object value(Fact fact) {
        return switch (fact.state()) {
            case KNOWN -> fact.values().getFirst();
            case EMPTY -> "";
            case CONFLICT -> fact.values();
            case NOT_SUPPORTED, NOT_ASKED, NO_ANSWER -> null;
        };
    }

    private static Map<String, @Nullable Object> evidence(SortedMap<String, Fact> facts) {
        var out = new TreeMap<String, @Nullable Object>();
        facts.forEach((name, fact) -> out.put(name, fact.evidence()));
        return out;
    }

    private static Map<String, @Nullable Object> human(Human human) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("owner", human.owner());
        out.put("criticality", human.criticality());
        out.put("location", human.location());
        out.put("notes", human.notes());
        out.put("labels", human.labels());
        return out;
    }
}
