package io.walkdown.scanner.gate;

import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One judgement while it is made. Not thread-safe.
final class Judging {
    private final Gate gate;
    private final String site;
    private final Baseline baseline;
    private final Map<String, AcceptedAsset> accepted = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> notJudged = new TreeMap<>();

    Judging(Gate gate, String site, Baseline baseline) {
        this.gate = gate;
        this.site = site;
        this.baseline = baseline;
        baseline.assets().forEach(asset -> accepted.put(asset.name(), asset));
    }

    /// Findings with their waivers.
    record Waived(List<Finding> findings, List<Waiver> unused, List<Waiver> expired) {}

    void differences(Drift drift) {
        for (DriftItem item : drift.items()) {
            Subject subject = new Subject.Difference(item);
            if (subject.concerns().isEmpty()) {
                add(subject, subject.kind().severity(), because(subject, ""));
            } else {
                rate(subject, Optional.ofNullable(accepted.get(item.asset())));
            }
        }
    }

    void unseen(String why) {
        Subject subject = new Subject.Unseen(why);
        add(subject, subject.kind().severity(), because(subject, ""));
    }

    /// What the policy finds in what is there now. The first rule that applies decides.
    void violations(Drift drift) {
        Policy policy = gate.policy();
        if (policy.required().isEmpty() && policy.forbidden().isEmpty()) {
            return;
        }
        for (AcceptedAsset asset : baseline.asSeen(drift).assets()) {
            var violations = new Violations(asset, accepted.containsKey(asset.name()));
            Set<String> told = new HashSet<>();
            for (Policy.Required rule : policy.required()) {
                add(
                        rule.criteria(),
                        rule.severity(),
                        rule.where(),
                        told,
                        asset,
                        violations.of(rule));
            }
            for (Policy.Forbids rule : policy.forbidden()) {
                add(
                        rule.criteria(),
                        rule.severity(),
                        rule.where(),
                        told,
                        asset,
                        violations.of(rule));
            }
        }
    }

    private void add(
            Criteria criteria,
            Optional<Severity> severity,
            String where,
            Set<String> told,
            AcceptedAsset asset,
            Stream<Subject> subjects) {
        subjects.forEach(subject -> {
            Traits traits = Traits.of(subject, Optional.of(asset), gate.zones());
            if (applies(criteria.fits(subject, traits), where) && told.add(subject.id())) {
                severity.ifPresentOrElse(
                        given -> add(subject, given, because(subject, where)),
                        () -> rate(subject, Optional.of(asset)));
            }
        });
    }

    private boolean applies(Criteria.Fit fit, String where) {
        return switch (fit) {
            case YES -> true;
            case NO -> false;
            case UNKNOWN -> {
                notJudged.merge(where, 1, Integer::sum);
                yield false;
            }
        };
    }

    /// As bad as the policy's first rule that applies says.
    private void rate(Subject subject, Optional<AcceptedAsset> asset) {
        Traits traits = Traits.of(subject, asset, gate.zones());
        for (Policy.Rated rule : gate.policy().severities()) {
            if (applies(rule.criteria().fits(subject, traits), rule.where())) {
                add(subject, rule.severity(), because(subject, rule.where()));
                return;
            }
        }
        add(subject, subject.kind().severity(), because(subject, ""));
    }

    private void add(Subject subject, Severity severity, String because) {
        findings.add(
                new Finding(subject, severity, because, "", Optional.empty(), OptionalInt.empty()));
    }

    private static String because(Subject subject, String where) {
        return where.isEmpty() ? "the default for " + subject.kind().id() : "the policy's " + where;
    }

    List<Verdict.NotJudged> notJudged() {
        return notJudged.entrySet().stream()
                .map(each -> new Verdict.NotJudged(each.getKey(), each.getValue()))
                .toList();
    }

    /// The differences without those that somebody put up with.
    Collection<DriftItem> notWaived(Drift drift, LocalDate today) {
        if (gate.waivers().isEmpty()) {
            return drift.items();
        }
        Set<DriftItem> waived =
                waived(today).findings().stream()
                        .filter(Finding::isWaived)
                        .map(Finding::subject)
                        .filter(Subject.Difference.class::isInstance)
                        .map(subject -> ((Subject.Difference) subject).item())
                        .collect(Collectors.toCollection(HashSet::new));
        return drift.items().stream().filter(item -> !waived.contains(item)).toList();
    }

    /// All findings in their order, with fingerprints and waivers.
    Waived waived(LocalDate today) {
        List<Waiver> holding = gate.waivers().stream().filter(it -> it.holds(today)).toList();
        Set<Waiver> used = new HashSet<>();
        List<Finding> judged =
                fingerprinted().stream().map(it -> waived(it, holding, used)).toList();
        return new Waived(
                judged,
                holding.stream().filter(it -> !used.contains(it)).toList(),
                gate.waivers().stream().filter(it -> !it.holds(today)).toList());
    }

    private static Finding waived(Finding finding, List<Waiver> holding, Set<Waiver> used) {
        if (!finding.counts()) {
            return finding;
        }
        List<Waiver> fitting = holding.stream().filter(it -> it.aim().fits(finding)).toList();
        used.addAll(fitting);
        return fitting.isEmpty() ? finding : finding.withWaiver(fitting.getFirst());
    }

    private List<Finding> fingerprinted() {
        Map<String, Integer> seen = new HashMap<>();
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings.stream().sorted(Finding.ORDER).toList()) {
            String plain = Fingerprint.of(site, finding.subject(), 0);
            int number = seen.merge(plain, 1, Integer::sum);
            all.add(
                    finding.withFingerprint(
                            number == 1
                                    ? plain
                                    : Fingerprint.of(site, finding.subject(), number - 1)));
        }
        return all;
    }
}
