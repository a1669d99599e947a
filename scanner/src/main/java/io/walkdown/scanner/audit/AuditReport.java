package io.walkdown.scanner.audit;

import io.walkdown.scanner.store.JsonText;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an audit found.
///
/// @param kind `run` or `capture`
/// @param subject the run's id, or the capture's file name
/// @param site the plan's site
/// @param planHash the plan's hash
/// @param from whose flows were looked at; empty for a run
/// @param tolerance by how much a time may fall short
/// @param packets how many packets the capture holds
/// @param unknownKey the key that signed the journal, where it is none that could be checked
/// @param checks every check, by invariant
public record AuditReport(
        String kind,
        String subject,
        String site,
        String planHash,
        Optional<String> from,
        Duration tolerance,
        long packets,
        Optional<String> unknownKey,
        List<Judged> checks) {
    /// The version of the document.
    public static final int VERSION = 1;

    public AuditReport {
        checks = List.copyOf(checks);
    }

    static AuditReport of(
            String kind,
            String subject,
            AuditPlan plan,
            Optional<String> from,
            Duration tolerance,
            long packets,
            Optional<String> unknownKey,
            List<Judged> judged) {
        return new AuditReport(
                kind,
                subject,
                plan.site(),
                plan.hash(),
                from,
                tolerance,
                packets,
                unknownKey,
                judged.stream().sorted(Comparator.comparingInt(AuditReport::number)).toList());
    }

    private static int number(Judged judged) {
        return Integer.parseInt(judged.invariant().substring(1));
    }

    /// Whether no check found a breach. What was not judged is neither.
    public boolean clean() {
        return count("breach") == 0;
    }

    /// How many checks ended so.
    ///
    /// @param verdict `ok`, `breach` or `not judged`
    public long count(String verdict) {
        return checks.stream().filter(judged -> judged.verdict().id().equals(verdict)).count();
    }

    /// The document that `walkdown audit --json` writes.
    public String text() {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", VERSION);
        document.put("kind", kind);
        document.put("subject", subject);
        document.put("site", site);
        document.put("plan", planHash);
        document.put("from", from.orElse(null));
        document.put("toleranceSeconds", JsonText.seconds(tolerance));
        document.put("packets", packets);
        document.put("clean", clean());
        document.put("unknownKey", unknownKey.orElse(null));
        document.put("checks", checks.stream().map(AuditReport::check).toList());
        return JsonText.indented(document);
    }

    private static Map<String, @Nullable Object> check(Judged judged) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("invariant", judged.invariant());
        document.put("check", judged.check());
        document.put("verdict", judged.verdict().id());
        switch (judged.verdict()) {
            case Verdict.Ok(String basis) -> document.put("basis", basis);
            case Verdict.NotJudged(String reason) -> document.put("reason", reason);
            case Verdict.Breach(List<Finding> findings, long count) -> {
                document.put("count", count);
                document.put("findings", findings.stream().map(AuditReport::finding).toList());
            }
        }
        return document;
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("file", finding.place().file());
        switch (finding.place()) {
            case Place.Line(String _, long line) -> document.put("line", line);
            case Place.Packet(String _, long packet) -> document.put("packet", packet);
            case Place.Bytes(String _, long from, long to) -> {
                document.put("fromByte", from);
                document.put("toByte", to);
            }
            case Place.Whole _ -> {}
        }
        document.put("at", finding.at().map(Object::toString).orElse(null));
        document.put("device", finding.device());
        document.put("what", finding.what());
        return document;
    }
}
