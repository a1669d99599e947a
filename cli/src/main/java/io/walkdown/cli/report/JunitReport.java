package io.walkdown.cli.report;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.FindingKind;
import io.walkdown.scanner.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// JUnit's XML as CI servers read it: a test case for each asset of the baseline and each newcomer,
/// and one for the run. A finding that reaches the threshold is a failure, what is waived is
/// skipped, a device of which an incomplete run learned nothing is an error, and so is the
/// incomplete run. What stays below the threshold is told in `system-out`. Every time is 0: readers
/// want one, and the same facts give the same bytes.
final class JunitReport implements Report {
    private static final String RUN = "the run saw everything that was due";

    /// A test case.
    ///
    /// @param name as shown
    /// @param line its place in the baseline, if it has one
    /// @param ending `failure`, `error`, `skipped` or empty
    /// @param type of the failure or error
    /// @param message one line
    /// @param details of failures and errors
    /// @param told what else there is
    private record Case(
            String name,
            String line,
            String ending,
            String type,
            String message,
            List<String> details,
            List<String> told) {}

    @Override
    public String text(Verdict verdict, Origin origin) {
        List<Case> cases = cases(verdict);
        String counts =
                "tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"0\""
                        .formatted(
                                cases.size(),
                                count(cases, "failure"),
                                count(cases, "error"),
                                count(cases, "skipped"));
        String site = attribute(verdict.site());
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"walkdown diff\" ").append(counts).append(">\n");
        out.append("  <testsuite name=\"").append(site).append("\" ").append(counts).append(">\n");
        cases.forEach(each -> append(out, each, site, attribute(origin.baseline())));
        return out.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static long count(List<Case> cases, String ending) {
        return cases.stream().filter(each -> each.ending().equals(ending)).count();
    }

    private static List<Case> cases(Verdict verdict) {
        Map<String, List<Finding>> byAsset = new TreeMap<>();
        verdict.assets().forEach(asset -> byAsset.put(asset, new ArrayList<>()));
        verdict.findings().stream()
                .filter(it -> it.subject().kind() != FindingKind.INCOMPLETE)
                .forEach(it ->
                        byAsset.computeIfAbsent(it.subject().asset(), _ -> new ArrayList<>())
                                .add(it));
        List<Case> cases = new ArrayList<>();
        cases.add(run(verdict));
        byAsset.forEach((asset, findings) -> cases.add(asset(asset, findings, verdict)));
        return cases;
    }

    private static Case run(Verdict verdict) {
        List<String> why =
                Stream.concat(
                                verdict.unseen().stream().map(it -> it.subject().words().why()),
                                verdict.notes().notJudged().stream().map(it -> it.words()))
                        .toList();
        return verdict.complete()
                ? new Case(RUN, "", "", "", "", List.of(), List.of())
                : new Case(
                        RUN,
                        "",
                        "error",
                        FindingKind.INCOMPLETE.id(),
                        String.join("; ", why),
                        why,
                        List.of());
    }

    private static Case asset(String name, List<Finding> findings, Verdict verdict) {
        List<Finding> failing = findings.stream().filter(verdict.threshold()::reached).toList();
        List<Finding> silent =
                findings.stream()
                        .filter(it -> it.subject().kind() == FindingKind.UNANSWERED)
                        .toList();
        List<Finding> waived = findings.stream().filter(Finding::isWaived).toList();
        if (!failing.isEmpty()) {
            return new Case(
                    name,
                    line(failing),
                    "failure",
                    types(failing),
                    sentences(failing),
                    lines(failing),
                    rest(findings, failing));
        }
        if (!silent.isEmpty()) {
            return new Case(
                    name,
                    line(silent),
                    isComplete(verdict) ? "skipped" : "error",
                    FindingKind.UNANSWERED.id(),
                    sentences(silent),
                    lines(silent),
                    rest(findings, silent));
        }
        boolean skipped = !waived.isEmpty() && waived.size() == findings.size();
        return skipped
                ? new Case(
                        name,
                        line(waived),
                        "skipped",
                        "",
                        waived.stream()
                                .map(it -> Phrases.of(it).waiver())
                                .distinct()
                                .collect(Collectors.joining("; ")),
                        List.of(),
                        lines(waived))
                : new Case(name, line(findings), "", "", "", List.of(), lines(findings));
    }

    /// A device that was not due, or a spare one, is no error.
    private static boolean isComplete(Verdict verdict) {
        return verdict.unseen().isEmpty();
    }

    private static String line(List<Finding> findings) {
        return findings.stream()
                .flatMapToInt(it -> it.line().stream())
                .mapToObj(String::valueOf)
                .findFirst()
                .orElse("");
    }

    private static String types(List<Finding> findings) {
        return findings.stream()
                .map(it -> it.subject().kind().id())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String sentences(List<Finding> findings) {
        String all =
                findings.stream()
                        .map(Phrases::sentence)
                        .limit(3)
                        .collect(Collectors.joining(" / "));
        return findings.size() > 3 ? all + " / and %d more".formatted(findings.size() - 3) : all;
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(JunitReport::line).toList();
    }

    private static String line(Finding finding) {
        String waiver = Phrases.of(finding).waiver();
        return "%s: %s [%s]%s"
                .formatted(
                        finding.severity().id(),
                        Phrases.sentence(finding),
                        finding.fingerprint(),
                        waiver.isEmpty() ? "" : " " + waiver);
    }

    private static List<String> rest(List<Finding> all, List<Finding> told) {
        return lines(all.stream().filter(it -> !told.contains(it)).toList());
    }

    private static void append(StringBuilder out, Case each, String site, String baseline) {
        out.append("    <testcase classname=\"walkdown.")
                .append(site)
                .append("\" name=\"")
                .append(attribute(each.name()))
                .append("\" file=\"")
                .append(baseline)
                .append("\" time=\"0\"");
        Optional.of(each.line())
                .filter(line -> !line.isEmpty())
                .ifPresent(line -> out.append(" line=\"").append(line).append('"'));
        if (each.ending().isEmpty() && each.told().isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        if (!each.ending().isEmpty()) {
            ending(out, each);
        }
        if (!each.told().isEmpty()) {
            out.append("      <system-out>")
                    .append(text(String.join("\n", each.told())))
                    .append("</system-out>\n");
        }
        out.append("    </testcase>\n");
    }

    private static void ending(StringBuilder out, Case each) {
        out.append("      <").append(each.ending());
        if (!each.type().isEmpty() && !each.ending().equals("skipped")) {
            out.append(" type=\"").append(each.type()).append('"');
        }
        out.append(" message=\"").append(attribute(each.message())).append('"');
        if (each.details().isEmpty() || each.ending().equals("skipped")) {
            out.append("/>\n");
            return;
        }
        out.append('>')
                .append(text(String.join("\n", each.details())))
                .append("</")
                .append(each.ending())
                .append(">\n");
    }

    /// On one line; XML 1.0 has no way to write what is not neutral.
    private static String attribute(String text) {
        return escaped(Neutral.line(text));
    }

    private static String text(String lines) {
        return lines.lines()
                .map(Neutral::line)
                .map(JunitReport::escaped)
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
