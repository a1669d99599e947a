package io.walkdown.cli.view;

import io.walkdown.scanner.audit.AuditReport;
import io.walkdown.scanner.audit.Finding;
import io.walkdown.scanner.audit.Judged;
import io.walkdown.scanner.audit.Verdict;
import java.util.List;

/// What an audit found, for people.
///
/// @param palette the colours
public record AuditView(Palette palette) {
    private static final int MOST_SHOWN = 5;

    /// The whole report.
    public String text(AuditReport report) {
        var text = new StringBuilder();
        text.append(
                palette.heading(
                        "Audit of %s %s, site %s"
                                .formatted(
                                        report.kind(),
                                        Neutral.text(report.subject()),
                                        Neutral.text(report.site()))));
        text.append("\n  plan ").append(Neutral.text(report.planHash()));
        report.from().ifPresent(from -> text.append("\n  flows that %s began".formatted(from)));
        text.append(
                "\n  %d packets; times may fall short by %s ms\n\n"
                        .formatted(report.packets(), millis(report)));
        report.checks().forEach(judged -> text.append(check(judged)));
        text.append(
                "\n%d ok, %d breach, %d not judged\n"
                        .formatted(
                                report.count("ok"),
                                report.count("breach"),
                                report.count("not judged")));
        report.unknownKey()
                .ifPresent(key ->
                        text.append(
                                "%s: its signatures were made by key %s, which this machine does not know%n"
                                        .formatted(
                                                palette.bad("NOT PROVEN whose journal this is"),
                                                Neutral.text(key))));
        return text.toString();
    }

    private static String millis(AuditReport report) {
        return "%.3f".formatted(report.tolerance().toNanos() / 1e6);
    }

    private String check(Judged judged) {
        String name = "%-4s%s: ".formatted(judged.invariant(), judged.check());
        return switch (judged.verdict()) {
            case Verdict.Ok(String basis) ->
                    "  %s  %s%s%n".formatted(palette.good("ok        "), name, Neutral.text(basis));
            case Verdict.NotJudged(String reason) ->
                    "  %s  %s%s%n"
                            .formatted(palette.faint("not judged"), name, Neutral.text(reason));
            case Verdict.Breach(List<Finding> findings, long count) ->
                    "  %s  %s%d%n%s"
                            .formatted(
                                    palette.bad("breach    "),
                                    name,
                                    count,
                                    places(findings, count));
        };
    }

    private static String places(List<Finding> findings, long count) {
        var text = new StringBuilder();
        findings.stream().limit(MOST_SHOWN).forEach(finding -> text.append(place(finding)));
        if (count > MOST_SHOWN) {
            text.append("                and %d more%n".formatted(count - MOST_SHOWN));
        }
        return text.toString();
    }

    private static String place(Finding finding) {
        String device = finding.device().isEmpty() ? "" : Neutral.text(finding.device()) + ": ";
        String at = finding.at().map(time -> " at " + time).orElse("");
        return "                %s%s: %s%s%n"
                .formatted(
                        Neutral.text(finding.place().text()),
                        at,
                        device,
                        Neutral.text(finding.what()));
    }
}
