package io.walkdown.cli.command;

import io.walkdown.scanner.baseline.Acceptance.Result.Accepted;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.store.KillSwitch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody did in their name, for programs: who, when and why beside what came of it. The
/// formats are `docs/schema/site-switch.schema.json`, `ack.schema.json` and `accept.schema.json`.
///
/// @param by who
/// @param reason why
/// @param at when
record ActDocument(String by, String reason, Instant at) {
    private static final int VERSION = 1;

    /// How a site's switch stands after it.
    static String of(String site, KillSwitch.State.Stopped stopped) {
        return new ActDocument(stopped.by(), stopped.reason(), stopped.at())
                .switched(site, "stopped");
    }

    /// A site that may be contacted.
    String running(String site) {
        return switched(site, "running");
    }

    private String switched(String site, String state) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("site", site);
        document.put("state", state);
        return text(document);
    }

    /// What was acknowledged.
    String acknowledged(List<String> ids, Optional<Instant> until) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("acknowledged", ids);
        document.put("until", until.map(Instant::toString).orElse(null));
        return text(document);
    }

    /// What was taken into a baseline.
    ///
    /// @param written whether it stands in the file now
    String accepted(String baseline, Optional<Accepted> accepted, boolean written) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("baseline", baseline);
        document.put("written", written);
        document.put(
                "accepted", accepted.map(Accepted::taken).map(ActDocument::ids).orElse(List.of()));
        document.put("left", accepted.map(Accepted::left).map(ActDocument::ids).orElse(List.of()));
        return text(document);
    }

    private static List<String> ids(List<DriftItem> items) {
        return items.stream().map(DriftItem::id).toList();
    }

    private String text(Map<String, @Nullable Object> document) {
        document.put("by", by);
        document.put("at", at.toString());
        document.put("reason", reason);
        return JsonText.indented(document);
    }
}
