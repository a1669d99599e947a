package io.walkdown.cli.report;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.FindingKind;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// GitLab's Code Quality: a violation for everything that counts and for an incomplete run. The
/// format knows no waivers, so what is waived is left out.
final class GitlabReport implements Report {
    @Override
    public String text(Verdict verdict, Origin origin) {
        return CiJson.text(
                verdict.findings().stream()
                        .filter(GitlabReport::isShown)
                        .map(it -> violation(it, origin.baseline()))
                        .toList());
    }

    private static boolean isShown(Finding finding) {
        return (finding.counts() && !finding.isWaived())
                || finding.subject().kind() == FindingKind.INCOMPLETE;
    }

    private static Map<String, @Nullable Object> violation(Finding finding, String baseline) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("description", Phrases.sentence(finding));
        out.put("check_name", finding.subject().kind().id());
        out.put("fingerprint", finding.fingerprint());
        out.put("severity", severity(finding.severity()));
        var location = new LinkedHashMap<String, @Nullable Object>();
        location.put("path", Neutral.line(baseline));
        location.put("lines", Map.of("begin", finding.line().orElse(1)));
        out.put("location", location);
        return out;
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "blocker";
            case HIGH -> "critical";
            case MEDIUM -> "major";
            case LOW -> "minor";
            case INFO -> "info";
        };
    }
}
