package io.walkdown.cli.report;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.FindingKind;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// SARIF 2.1.0 (OASIS, section numbers below): a result for everything that counts, at the
/// baseline's line that it is about; line 1 where the baseline does not know it. What is waived is
/// suppressed, an incomplete run is a result of its own. Devices that told nothing are
/// notifications.
///
/// GitHub takes 25,000 results of a run; where there are more, the worst are kept and the rest is
/// counted in a notification.
final class SarifReport implements Report {
    static final int MOST_RESULTS = 25_000;

    private static final Pattern BRACKET = Pattern.compile("(\\\\*)([\\[\\]])");

    /// The finding's fingerprint under this name is whole.
    private static final String FINGERPRINT = "walkdownFinding/v1";

    /// GitHub looks at this one alone; it would else be made of the line's text.
    private static final String GITHUBS = "primaryLocationLineHash";

    private static final List<FindingKind> RULES =
            Arrays.stream(FindingKind.values())
                    .filter(kind -> kind != FindingKind.UNANSWERED && kind != FindingKind.LEARNED)
                    .toList();

    @Override
    public String text(Verdict verdict, Origin origin) {
        var run = new LinkedHashMap<String, @Nullable Object>();
        run.put("tool", Map.of("driver", driver(origin.version())));
        run.put("automationDetails", Map.of("id", "walkdown/" + plain(verdict.site()) + "/"));
        List<Finding> all =
                verdict.findings().stream()
                        .filter(it -> RULES.contains(it.subject().kind()))
                        .toList();
        run.put("invocations", List.of(invocation(verdict, all.size() - MOST_RESULTS)));
        run.put("results", shown(all).stream().map(it -> result(it, origin.baseline())).toList());
        run.put("columnKind", "utf16CodeUnits");
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        document.put("version", "2.1.0");
        document.put("runs", List.of(run));
        return CiJson.text(document);
    }

    /// The worst, in the usual order.
    private static List<Finding> shown(List<Finding> all) {
        if (all.size() <= MOST_RESULTS) {
            return all;
        }
        Map<String, Boolean> kept =
                all.stream()
                        .sorted(Finding.WORST_FIRST)
                        .limit(MOST_RESULTS)
                        .collect(
                                Collectors.toMap(
                                        Finding::fingerprint,
                                        _ -> true,
                                        (a, _) -> a,
                                        HashMap::new));
        return all.stream().filter(it -> kept.containsKey(it.fingerprint())).toList();
    }

    private static Map<String, @Nullable Object> driver(String version) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("name", "Walkdown");
        out.put("version", version);
        out.put("rules", RULES.stream().map(SarifReport::rule).toList());
        return out;
    }

    private static Map<String, @Nullable Object> rule(FindingKind kind) {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        properties.put("tags", List.of("security", "ot-inventory"));
        properties.put("precision", "very-high");
        properties.put("problem.severity", problem(kind.severity()));
        properties.put("security-severity", score(kind.severity()));
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("id", kind.id());
        out.put("name", pascal(kind.id()));
        out.put("shortDescription", Map.of("text", kind.title()));
        out.put("fullDescription", Map.of("text", kind.meaning()));
        out.put("defaultConfiguration", Map.of("level", level(kind.severity())));
        var help = new LinkedHashMap<String, @Nullable Object>();
        help.put("text", kind.meaning() + " " + kind.wayOut());
        help.put(
                "markdown",
                "**%s.** %s\n\n%s".formatted(kind.title(), kind.meaning(), kind.wayOut()));
        out.put("help", help);
        out.put("properties", properties);
        return out;
    }

    private static String pascal(String id) {
        return Arrays.stream(id.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static Map<String, @Nullable Object> invocation(Verdict verdict, int left) {
        Stream<String> silent =
                verdict.told().stream()
                        .filter(it -> it.subject().kind() == FindingKind.UNANSWERED)
                        .map(Phrases::sentence);
        Stream<String> rules = verdict.notes().notJudged().stream().map(it -> it.words());
        Stream<String> cut =
                left > 0
                        ? Stream.of(
                                "%d further findings are left out: no more than %d are taken"
                                        .formatted(left, MOST_RESULTS))
                        : Stream.empty();
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("executionSuccessful", verdict.complete());
        out.put(
                "toolExecutionNotifications",
                Stream.of(cut, rules, silent)
                        .flatMap(all -> all)
                        .limit(MOST_RESULTS)
                        .map(SarifReport::notification)
                        .toList());
        return out;
    }

    private static Map<String, @Nullable Object> notification(String text) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("level", "note");
        out.put("message", Map.of("text", message(text)));
        return out;
    }

    private static Map<String, @Nullable Object> result(Finding finding, String baseline) {
        FindingKind kind = finding.subject().kind();
        var fingerprints = new LinkedHashMap<String, @Nullable Object>();
        fingerprints.put(GITHUBS, finding.fingerprint().substring(0, 16) + ":1");
        fingerprints.put(FINGERPRINT, finding.fingerprint());
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("ruleId", kind.id());
        out.put("ruleIndex", RULES.indexOf(kind));
        out.put("level", level(finding.severity()));
        out.put("message", Map.of("text", message(Phrases.sentence(finding))));
        out.put("locations", List.of(location(finding, baseline)));
        out.put("partialFingerprints", fingerprints);
        out.put("suppressions", suppressions(finding));
        out.put("properties", properties(finding));
        return out;
    }

    private static Map<String, @Nullable Object> location(Finding finding, String baseline) {
        var artifact = new LinkedHashMap<String, @Nullable Object>();
        artifact.put("uri", uri(baseline));
        artifact.put("uriBaseId", "%SRCROOT%");
        var physical = new LinkedHashMap<String, @Nullable Object>();
        physical.put("artifactLocation", artifact);
        physical.put("region", Map.of("startLine", finding.line().orElse(1)));
        var logical = new LinkedHashMap<String, @Nullable Object>();
        logical.put("fullyQualifiedName", Phrases.of(finding).id());
        logical.put("kind", "resource");
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("physicalLocation", physical);
        out.put("logicalLocations", List.of(logical));
        return out;
    }

    private static List<Map<String, @Nullable Object>> suppressions(Finding finding) {
        return finding.waiver().stream()
                .map(waiver -> {
                    var out = new LinkedHashMap<String, @Nullable Object>();
                    out.put("kind", "external");
                    out.put("status", "accepted");
                    out.put("justification", plain(waiver.words()));
                    return (Map<String, @Nullable Object>) out;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> properties(Finding finding) {
        Phrases phrases = Phrases.of(finding);
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("severity", finding.severity().id());
        out.put("because", plain(finding.because()));
        out.put("asset", phrases.asset());
        out.put("before", phrases.before());
        out.put("now", phrases.now());
        return out;
    }

    private static String plain(String text) {
        return Neutral.text(text);
    }

    /// A message string (3.11): braces are doubled, and brackets cannot make a link, nor can those
    /// behind a backslash of the text's own.
    private static String message(String text) {
        return BRACKET.matcher(text).replaceAll("$1$1\\\\$2").replace("{", "{{").replace("}", "}}");
    }

    /// A relative reference of RFC 3986.
    static String uri(String path) {
        var out = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char unit = (char) (each & 0xff);
            boolean plain =
                    (unit >= 'a' && unit <= 'z')
                            || (unit >= 'A' && unit <= 'Z')
                            || (unit >= '0' && unit <= '9')
                            || "-._~/".indexOf(unit) >= 0;
            out.append(plain ? String.valueOf(unit) : "%%%02X".formatted((int) unit));
        }
        return out.toString();
    }

    static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static String problem(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "recommendation";
        };
    }

    /// In the middle of GitHub's ranges: critical over 9.0, high over 7.0, medium over 4.0.
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.5";
            case INFO -> "0.5";
        };
    }
}
