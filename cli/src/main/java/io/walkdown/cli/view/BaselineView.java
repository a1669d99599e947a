package io.walkdown.cli.view;

import io.walkdown.scanner.baseline.BaselineCheck;
import io.walkdown.scanner.baseline.Blame;
import io.walkdown.scanner.baseline.LogEntry;
import io.walkdown.scanner.store.JsonText;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be said of a baseline's file: whether it is right, and where its values come from.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record BaselineView(Palette palette, int width) {
    /// The version of the JSON documents.
    public static final int VERSION = 1;

    /// A check for people: a line for each finding, and a sum.
    public String check(String file, BaselineCheck.Result result) {
        var text = new StringBuilder();
        for (BaselineCheck.Finding finding : result.findings()) {
            String line = Neutral.line(finding.text());
            text.append(finding.isError() ? palette.bad(line) : palette.warning(line)).append('\n');
        }
        long errors = result.findings().stream().filter(BaselineCheck.Finding::isError).count();
        String sum =
                "%s: %s, %s, %s in its log: %s, %s"
                        .formatted(
                                file,
                                result.baseline()
                                        .map(it -> Amount.count(it.assets().size(), "asset"))
                                        .orElse("no baseline"),
                                result.canonical() ? "canonical" : "not canonical",
                                Amount.count(result.acceptances(), "acceptance"),
                                Amount.count(errors, "error"),
                                Amount.count(result.findings().size() - errors, "warning"));
        return text.append(result.findings().isEmpty() ? palette.good(sum) : sum)
                .append('\n')
                .toString();
    }

    /// A check for programs.
    public static String json(String file, BaselineCheck.Result result) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", VERSION);
        document.put("file", file);
        document.put(
                "assets", result.baseline().map(baseline -> baseline.assets().size()).orElse(null));
        document.put("canonical", result.canonical());
        document.put("acceptances", result.acceptances());
        document.put("findings", result.findings().stream().map(BaselineView::finding).toList());
        return JsonText.indented(document);
    }

    private static Map<String, @Nullable Object> finding(BaselineCheck.Finding finding) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("severity", finding.isError() ? "error" : "warning");
        out.put("file", finding.file());
        out.put("line", finding.line());
        out.put("subject", finding.subject());
        out.put("message", finding.message());
        return out;
    }

    /// Where values come from, for people: of one value in whole, of several a line each.
    ///
    /// @param zone the site's zone, in which times are told
    public String blame(String asset, List<Blame.Origin> origins, ZoneId zone) {
        return origins.size() == 1
                ? one(asset, origins.getFirst(), zone)
                : table(asset, origins, zone);
    }

    private String one(String asset, Blame.Origin origin, ZoneId zone) {
        var text = new StringBuilder();
        text.append(palette.heading(Neutral.text(asset + "/" + origin.path())))
                .append("  ")
                .append(Neutral.text(origin.value()))
                .append('\n');
        line(text, "evidence", origin.evidence());
        Optional<LogEntry> entry = origin.entry();
        if (entry.isEmpty()) {
            line(text, "accepted", "by nobody in the log");
        } else {
            line(
                    text,
                    "accepted",
                    "%s by %s".formatted(Times.dated(entry.get().at(), zone), entry.get().by()));
            line(text, "reason", entry.get().reason());
            line(text, "run", entry.get().run());
        }
        if (origin.edited()) {
            line(text, "edited", "another value was accepted; this one was put in since");
        }
        return text.toString();
    }

    private void line(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append("  ")
                    .append(palette.faint("%-8s".formatted(label)))
                    .append("  ")
                    .append(Neutral.text(value))
                    .append('\n');
        }
    }

    private String table(String asset, List<Blame.Origin> origins, ZoneId zone) {
        Table table = Table.of("what", "value", "evidence", "accepted", "by", "reason");
        for (Blame.Origin origin : origins) {
            Optional<LogEntry> entry = origin.entry();
            table.row(
                    Neutral.text(origin.path()),
                    Neutral.text(origin.value()),
                    Neutral.text(origin.evidence()),
                    entry.map(it -> Times.dated(it.at(), zone)).orElse("-"),
                    entry.map(it -> Neutral.text(it.by())).orElse("-"),
                    (origin.edited() ? palette.warning("edited since") + " " : "")
                            + entry.map(it -> Neutral.text(it.reason())).orElse("-"));
        }
        return palette.heading(Neutral.text(asset)) + "\n" + table.render(width, palette);
    }

    /// Where values come from, for programs.
    public static String json(String asset, List<Blame.Origin> origins) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", VERSION);
        document.put("asset", asset);
        document.put("values", origins.stream().map(BaselineView::origin).toList());
        return JsonText.indented(document);
    }

    private static Map<String, @Nullable Object> origin(Blame.Origin origin) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("path", origin.path());
        out.put("value", origin.value());
        out.put("evidence", origin.evidence());
        out.put("at", origin.entry().map(it -> it.at().toString()).orElse(null));
        out.put("by", origin.entry().map(LogEntry::by).orElse(null));
        out.put("reason", origin.entry().map(LogEntry::reason).orElse(null));
        out.put("run", origin.entry().map(LogEntry::run).orElse(null));
        out.put("edited", origin.edited());
        return out;
    }
}
