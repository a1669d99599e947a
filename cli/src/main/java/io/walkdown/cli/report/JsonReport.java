package io.walkdown.cli.report;

import io.walkdown.cli.view.DriftView;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.FindingKind;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Subject;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.gate.Waiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our own format: everything that the others tell, and more. Texts are as devices sent them, what
/// is not harmless on a screen escaped in JSON's own way.
final class JsonReport implements Report {
    @Override
    public String text(Verdict verdict, Origin origin) {
        Map<String, @Nullable Object> document = DriftView.head(verdict.drift());
        document.put("site", verdict.site());
        document.put("complete", verdict.complete());
        document.put(
                "incomplete",
                verdict.unseen().stream().map(it -> it.subject().words().why()).toList());
        document.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        document.put("baseline", origin.baseline());
        document.put("failOn", threshold(verdict.threshold()));
        document.put("failing", verdict.failing().size());
        document.put("waived", verdict.waived().size());
        var severities = new LinkedHashMap<String, @Nullable Object>();
        Map<Severity, Long> counts = verdict.counts();
        for (Severity severity : Severity.values()) {
            severities.put(severity.id(), counts.getOrDefault(severity, 0L));
        }
        document.put("severities", severities);
        document.put(
                "items",
                verdict.findings().stream()
                        .filter(it -> it.subject().kind() != FindingKind.INCOMPLETE)
                        .map(it -> item(it, verdict))
                        .toList());
        document.put("notes", notes(verdict.notes()));
        return CiJson.text(document);
    }

    private static Map<String, @Nullable Object> threshold(Threshold threshold) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("kinds", threshold.concerns().stream().sorted().map(it -> it.id()).toList());
        out.put("severity", threshold.least().id());
        return out;
    }

    private static Map<String, @Nullable Object> item(Finding finding, Verdict verdict) {
        Map<String, @Nullable Object> out =
                switch (finding.subject()) {
                    case Subject.Difference(var item) -> DriftView.item(item);
                    case Subject other -> violation(other);
                };
        out.put("severity", finding.severity().id());
        out.put("because", finding.because());
        out.put("rule", finding.subject().kind().id());
        out.put("fails", verdict.threshold().reached(finding));
        out.put("fingerprint", finding.fingerprint());
        out.put("line", finding.line().isPresent() ? finding.line().getAsInt() : null);
        out.put("waiver", finding.waiver().map(JsonReport::waiver).orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> violation(Subject subject) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("id", subject.id());
        out.put("kind", subject.kind().id());
        out.put("drift", false);
        out.put("asset", subject.asset());
        out.put("module", subject.inModule().map(Object::toString).orElse(null));
        out.put("field", subject.ofField().orElse(null));
        out.put("before", subject.words().before());
        out.put("now", subject.words().now());
        out.put("why", subject.words().why());
        return out;
    }

    private static Map<String, @Nullable Object> notes(Verdict.Notes notes) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("unusedWaivers", waivers(notes.unused()));
        out.put("expiredWaivers", waivers(notes.expired()));
        out.put("notJudged", notes.notJudged().stream().map(JsonReport::notJudged).toList());
        return out;
    }

    private static List<Map<String, @Nullable Object>> waivers(List<Waiver> waivers) {
        return waivers.stream().map(JsonReport::waiver).toList();
    }

    private static Map<String, @Nullable Object> notJudged(Verdict.NotJudged rule) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("rule", rule.rule());
        out.put("times", rule.times());
        out.put("why", rule.words());
        return out;
    }

    private static Map<String, @Nullable Object> waiver(Waiver waiver) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("what", waiver.aim().text());
        out.put("reason", waiver.reason());
        out.put("owner", waiver.owner());
        out.put("expires", waiver.expires().toString());
        out.put("line", waiver.line());
        return out;
    }
}
