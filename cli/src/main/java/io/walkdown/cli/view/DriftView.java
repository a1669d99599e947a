package io.walkdown.cli.view;

import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.baseline.DriftWords;
import io.walkdown.scanner.store.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a run differs from the baseline.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record DriftView(Palette palette, int width) {
    /// The version of the JSON document.
    public static final int VERSION = 1;

    /// What a complete run without a difference comes to.
    static final String NOTHING = "No drift.";

    /// What an incomplete one comes to.
    static final String NOT_ALL = "No difference in what was seen, which is not all.";

    /// For people: one line a difference, then what is only told.
    public String text(Drift drift) {
        return text(drift, true);
    }

    /// The same; where not all was seen, that nothing differs is never called "No drift".
    public String text(Drift drift, boolean complete) {
        var text = new StringBuilder();
        if (drift.isEmpty()) {
            text.append(complete ? palette.good(NOTHING) : palette.warning(NOT_ALL))
                    .append(
                            " %d in the baseline, %d answered.%n"
                                    .formatted(drift.accepted(), drift.seen()));
        } else {
            text.append(
                            palette.warning(
                                    Amount.count(drift.drift().size(), "difference")
                                            + " from the baseline"))
                    .append('\n')
                    .append(table(drift.drift()));
        }
        if (!drift.told().isEmpty()) {
            text.append(palette.faint("Told, and no drift"))
                    .append('\n')
                    .append(table(drift.told()));
        }
        return text.toString();
    }

    private String table(List<DriftItem> items) {
        Table table = Table.of("what", "where", "before", "now", "why");
        for (DriftItem item : items) {
            DriftWords words = DriftWords.of(item);
            table.row(
                    item.kind().isDrift() ? palette.warning(item.kind().id()) : item.kind().id(),
                    Neutral.text(item.id()),
                    Neutral.text(words.before()),
                    Neutral.text(words.now()),
                    Neutral.text(words.why()));
        }
        return table.render(width, palette);
    }

    /// For programs: version, run, counts by kind, and every item with its id.
    public static String json(Drift drift) {
        Map<String, @Nullable Object> document = head(drift);
        document.put("items", drift.items().stream().map(DriftView::item).toList());
        return JsonText.indented(document);
    }

    /// The document without its items.
    public static Map<String, @Nullable Object> head(Drift drift) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", VERSION);
        document.put("run", drift.run());
        document.put("missesInARow", drift.policy().missesInARow());
        document.put("accepted", drift.accepted());
        document.put("seen", drift.seen());
        var counts = new LinkedHashMap<String, @Nullable Object>();
        drift.counts().forEach((kind, count) -> counts.put(kind.id(), count));
        document.put("counts", counts);
        return document;
    }

    /// One item of the document.
    public static Map<String, @Nullable Object> item(DriftItem item) {
        DriftWords words = DriftWords.of(item);
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", item.id());
        document.put("kind", item.kind().id());
        document.put("drift", item.kind().isDrift());
        document.put("asset", item.asset());
        document.put("module", item.inModule().map(Object::toString).orElse(null));
        document.put("field", item.ofField().map(Object::toString).orElse(null));
        if (item instanceof DriftItem.Changed changed) {
            document.put("aspect", changed.aspect().id());
        }
        document.put("before", words.before());
        document.put("now", words.now());
        document.put("why", words.why());
        return document;
    }
}
