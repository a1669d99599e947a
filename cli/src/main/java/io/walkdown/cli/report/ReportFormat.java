package io.walkdown.cli.report;

import io.walkdown.scanner.gate.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The formats of `diff` for programs and pipelines.
public enum ReportFormat implements Report {
    /// Our own, versioned; `docs/schema/drift.schema.json`.
    JSON("json"),
    /// The same: a difference's values are plain texts already.
    JSON_FLAT("json-flat"),
    /// SARIF 2.1.0, for code scanning.
    SARIF("sarif"),
    /// JUnit's XML, for test reports.
    JUNIT("junit"),
    /// Markdown, for pull requests and step summaries.
    MARKDOWN("markdown"),
    /// GitLab's Code Quality.
    GITLAB("gitlab");

    private final String id;

    ReportFormat(String id) {
        this.id = id;
    }

    /// The name in options.
    public String id() {
        return id;
    }

    /// The format of that name.
    public static Optional<ReportFormat> byId(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    /// All names.
    public static List<String> ids() {
        return Arrays.stream(values()).map(ReportFormat::id).toList();
    }

    @Override
    public String text(Verdict verdict, Origin origin) {
        return report().text(verdict, origin);
    }

    private Report report() {
        return switch (this) {
            case JSON, JSON_FLAT -> new JsonReport();
            case SARIF -> new SarifReport();
            case JUNIT -> new JunitReport();
            case MARKDOWN -> new MarkdownReport();
            case GITLAB -> new GitlabReport();
        };
    }
}
