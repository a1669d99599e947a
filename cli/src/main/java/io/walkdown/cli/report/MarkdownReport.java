package io.walkdown.cli.report;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Markdown for pull requests and step summaries: the verdict in a line, then the findings in a
/// table, the worst first. It stays below the 65,536 characters that GitHub takes in a comment (a
/// step summary takes 1 MiB); what does not fit is counted.
///
/// Everything that a device or a file told stands in a code span, where nothing is a link, an
/// element, a mention or an emphasis; what could end the span or the table's cell is written as an
/// escape.
final class MarkdownReport implements Report {
    /// The longest text, in characters.
    static final int LONGEST = 65_536;

    /// Room for what follows the tables.
    private static final int RESERVE = 2_000;

    @Override
    public String text(Verdict verdict, Origin origin) {
        var out = new StringBuilder();
        out.append("### Walkdown: ").append(headline(verdict)).append("\n\n");
        out.append(
                "Site %s, run %s: %d in the baseline %s, %d answered. %s\n"
                        .formatted(
                                code(verdict.site()),
                                code(verdict.drift().run()),
                                verdict.drift().accepted(),
                                code(origin.baseline()),
                                verdict.drift().seen(),
                                gate(verdict)));
        verdict.unseen().stream()
                .limit(1)
                .forEach(it ->
                        out.append("\n**Incomplete:** ")
                                .append(it.subject().words().why())
                                .append(".\n"));
        appendNotes(out, verdict.notes());
        List<Finding> open = verdict.open().stream().sorted(worstFirst(verdict)).toList();
        table(out, "", open, it -> verdict.threshold().reached(it) ? "**fails**" : "");
        table(out, "Waived", verdict.waived(), it -> code(Phrases.of(it).waiver()));
        table(out, "Told, and no drift", verdict.told(), _ -> "");
        return out.toString();
    }

    private static Comparator<Finding> worstFirst(Verdict verdict) {
        return Comparator.comparing((Finding it) -> !verdict.threshold().reached(it))
                .thenComparing(Finding.WORST_FIRST);
    }

    private static String headline(Verdict verdict) {
        String what = Amount.count(verdict.open().size(), "finding");
        return switch (verdict.outcome()) {
            case FAILED -> "%s, %d to stop for".formatted(what, verdict.failing().size());
            case INCOMPLETE -> "incomplete, " + what + " so far";
            case PASSED -> verdict.open().isEmpty() ? "no drift" : what + ", none to stop for";
        };
    }

    private static String gate(Verdict verdict) {
        List<String> counts = new ArrayList<>();
        verdict.counts().forEach((severity, count) -> counts.addFirst(count + " " + severity.id()));
        String waived =
                verdict.waived().isEmpty() ? "" : " Waived: %d.".formatted(verdict.waived().size());
        return (counts.isEmpty() ? "" : "Open: " + String.join(", ", counts) + ".") + waived;
    }

    private static void appendNotes(StringBuilder out, Verdict.Notes notes) {
        List<String> lines =
                Stream.of(
                                notes.notJudged().stream()
                                        .map(it -> "Not judged: " + code(it.words())),
                                notes.expired().stream()
                                        .map(it ->
                                                "Expired waiver, line %d: %s, %s"
                                                        .formatted(
                                                                it.line(),
                                                                code(it.aim().text()),
                                                                code(it.words()))),
                                notes.unused().stream()
                                        .map(it ->
                                                "Unused waiver, line %d: %s"
                                                        .formatted(
                                                                it.line(), code(it.aim().text()))))
                        .flatMap(each -> each)
                        .toList();
        if (!lines.isEmpty()) {
            out.append('\n');
            lines.stream().limit(50).forEach(line -> out.append("- ").append(line).append('\n'));
            appendRest(out, lines.size() - 50);
        }
    }

    private static void table(
            StringBuilder out,
            String heading,
            List<Finding> findings,
            Function<Finding, String> note) {
        if (findings.isEmpty()) {
            return;
        }
        var head = new StringBuilder("\n");
        if (!heading.isEmpty()) {
            head.append("#### ").append(heading).append("\n\n");
        }
        head.append("| severity | what | where | before | now | why | |\n");
        head.append("|---|---|---|---|---|---|---|\n");
        if (out.length() + head.length() > LONGEST - RESERVE) {
            out.append('\n').append(heading).append(": ").append(findings.size()).append(".\n");
            return;
        }
        out.append(head);
        int shown = 0;
        for (Finding finding : findings) {
            String row = row(finding, note.apply(finding));
            if (out.length() + row.length() > LONGEST - RESERVE) {
                break;
            }
            out.append(row);
            shown++;
        }
        appendRest(out, findings.size() - shown);
    }

    private static void appendRest(StringBuilder out, int left) {
        if (left > 0) {
            out.append("\nand %d more; the other formats have all of them.\n".formatted(left));
        }
    }

    private static String row(Finding finding, String note) {
        Phrases phrases = Phrases.of(finding);
        return "| %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        finding.severity().id(),
                        finding.subject().kind().id().replace('-', ' '),
                        code(phrases.id()),
                        code(phrases.before()),
                        code(phrases.now()),
                        code(phrases.why()),
                        note);
    }

    /// A code span that also holds in a table. A bar behind a backslash would end the cell however
    /// it is escaped.
    static String code(String text) {
        String safe =
                Neutral.text(text)
                        .replace("`", "\\x60")
                        .replace("\\|", "\\\\x7c")
                        .replace("|", "\\|")
                        .strip();
        return safe.isEmpty() ? "" : "`" + safe + "`";
    }
}
