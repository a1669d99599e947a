package io.walkdown.scanner.gate;

import io.walkdown.scanner.baseline.Drift;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a gate found. The same facts give the same verdict, in whatever order they came.
///
/// @param site the site's name
/// @param drift what it was found in
/// @param assets the names of all assets of the baseline, sorted
/// @param findings everything, in a stable order: what counts, what is waived, what is only told
/// @param threshold what stops a pipeline
/// @param complete whether the run saw all that was due, and every rule could be judged
/// @param notes what a person should look at in policy and waivers
public record Verdict(
        String site,
        Drift drift,
        List<String> assets,
        List<Finding> findings,
        Threshold threshold,
        boolean complete,
        Notes notes) {
    public Verdict {
        assets = List.copyOf(assets);
        findings = List.copyOf(findings);
    }

    /// What it comes to.
    public enum Outcome {
        /// Nothing reaches the threshold, and everything was judged.
        PASSED,
        /// A finding reaches the threshold.
        FAILED,
        /// No finding does, and not everything was seen or judged.
        INCOMPLETE
    }

    /// What a person should look at.
    ///
    /// @param unused waivers that nothing needed
    /// @param expired waivers that do not hold any more
    /// @param notJudged rules that could not be judged
    public record Notes(List<Waiver> unused, List<Waiver> expired, List<NotJudged> notJudged) {
        public Notes {
            unused = List.copyOf(unused);
            expired = List.copyOf(expired);
            notJudged = List.copyOf(notJudged);
        }

        /// Whether there is nothing to look at.
        public boolean isEmpty() {
            return unused.isEmpty() && expired.isEmpty() && notJudged.isEmpty();
        }
    }

    /// A rule that could not be judged, because no site file says which zone a device is in.
    ///
    /// @param rule for example `severities[2], line 12`
    /// @param times for how many findings or devices
    public record NotJudged(String rule, int times) {
        /// For a person.
        public String words() {
            return "%s was not judged for %d: no site file says which zone a device is in"
                    .formatted(rule, times);
        }
    }

    /// What it comes to.
    public Outcome outcome() {
        if (!failing().isEmpty()) {
            return Outcome.FAILED;
        }
        return complete ? Outcome.PASSED : Outcome.INCOMPLETE;
    }

    /// What reaches the threshold.
    public List<Finding> failing() {
        return findings.stream().filter(threshold::reached).toList();
    }

    /// What counts and is not waived, whether it reaches the threshold or not.
    public List<Finding> open() {
        return findings.stream().filter(it -> it.counts() && !it.isWaived()).toList();
    }

    /// What somebody put up with.
    public List<Finding> waived() {
        return findings.stream().filter(Finding::isWaived).toList();
    }

    /// What is told and is no drift, the run's being incomplete left out.
    public List<Finding> told() {
        return findings.stream()
                .filter(it -> !it.counts() && it.subject().kind() != FindingKind.INCOMPLETE)
                .toList();
    }

    /// Why the run was incomplete, if it was.
    public List<Finding> unseen() {
        return findings.stream()
                .filter(it -> it.subject().kind() == FindingKind.INCOMPLETE)
                .toList();
    }

    /// How many open findings there are of each severity that there is.
    public Map<Severity, Long> counts() {
        return open().stream()
                .collect(
                        Collectors.groupingBy(
                                Finding::severity,
                                () -> new EnumMap<>(Severity.class),
                                Collectors.counting()));
    }

    /// The same with each finding's line of the baseline.
    ///
    /// @param lines of at least the assets that have findings
    public Verdict at(BaselineLines lines) {
        return new Verdict(
                site,
                drift,
                assets,
                findings.stream().map(it -> it.at(lines.of(it.subject()))).toList(),
                threshold,
                complete,
                notes);
    }

    /// The assets that have findings.
    public Set<String> concerned() {
        return findings.stream().map(it -> it.subject().asset()).collect(Collectors.toSet());
    }
}
