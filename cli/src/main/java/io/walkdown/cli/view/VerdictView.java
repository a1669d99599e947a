package io.walkdown.cli.view;

import io.walkdown.scanner.baseline.DriftWords;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.gate.Waiver;
import java.util.List;
import java.util.function.Function;

/// What a gate found, for people: the findings with their severities, what is waived, and the sum.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record VerdictView(Palette palette, int width) {
    /// The whole verdict.
    public String text(Verdict verdict) {
        var text = new StringBuilder();
        List<Finding> open = verdict.open();
        if (open.isEmpty()) {
            text.append(
                            verdict.complete()
                                    ? palette.good(DriftView.NOTHING)
                                    : palette.warning(DriftView.NOT_ALL))
                    .append(
                            " %d in the baseline, %d answered.%n"
                                    .formatted(verdict.drift().accepted(), verdict.drift().seen()));
        } else {
            text.append(palette.warning(Amount.count(open.size(), "finding"))).append('\n');
            text.append(table(open, it -> severity(it, verdict), VerdictView::why));
        }
        section(text, "Waived", verdict.waived(), VerdictView::waiver);
        section(text, "Told, and no drift", verdict.told(), VerdictView::why);
        return text.append(sum(verdict)).append('\n').toString();
    }

    private void section(
            StringBuilder text,
            String heading,
            List<Finding> findings,
            Function<Finding, String> why) {
        if (!findings.isEmpty()) {
            text.append(palette.faint(heading)).append('\n');
            text.append(table(findings, it -> it.severity().id(), why));
        }
    }

    private String table(
            List<Finding> findings,
            Function<Finding, String> severity,
            Function<Finding, String> why) {
        Table table = Table.of("severity", "what", "where", "before", "now", "why");
        for (Finding finding : findings) {
            DriftWords words = finding.subject().words();
            table.row(
                    severity.apply(finding),
                    finding.subject().kind().id(),
                    Neutral.text(finding.subject().id()),
                    Neutral.text(words.before()),
                    Neutral.text(words.now()),
                    Neutral.text(why.apply(finding)));
        }
        return table.render(width, palette);
    }

    private String severity(Finding finding, Verdict verdict) {
        String word = finding.severity().id();
        return verdict.threshold().reached(finding) ? palette.bad(word) : word;
    }

    private static String why(Finding finding) {
        return finding.subject().words().why();
    }

    private static String waiver(Finding finding) {
        return finding.waiver().map(Waiver::words).orElse("");
    }

    private String sum(Verdict verdict) {
        int failing = verdict.failing().size();
        int open = verdict.open().size();
        int waived = verdict.waived().size();
        return switch (verdict.outcome()) {
            case FAILED ->
                    palette.bad(
                            "%d of %d to stop for (%s or worse), %d waived"
                                    .formatted(
                                            failing,
                                            open,
                                            verdict.threshold().least().id(),
                                            waived));
            case INCOMPLETE ->
                    palette.warning(
                            "nothing to stop for in what was seen and judged, which is not all; "
                                    + "%d waived".formatted(waived));
            case PASSED ->
                    palette.good("nothing to stop for; %d open, %d waived".formatted(open, waived));
        };
    }
}
