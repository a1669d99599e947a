package io.walkdown.scanner.audit;

import java.util.List;

/// What an audit says of one check. There is no fourth answer: what cannot be shown is not judged,
/// and never `ok`.
public sealed interface Verdict {
    /// Everything there is was looked at, and nothing breaks the invariant.
    ///
    /// @param basis what was looked at, counted
    record Ok(String basis) implements Verdict {}

    /// The invariant is broken.
    ///
    /// @param findings where and how; the first [Findings#MOST_KEPT] of them
    /// @param count how many there are
    record Breach(List<Finding> findings, long count) implements Verdict {
        public Breach {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a breach without a finding");
            }
        }
    }

    /// The recording cannot show it.
    ///
    /// @param reason why, in plain words
    record NotJudged(String reason) implements Verdict {}

    /// The verdict's name in files and on screens.
    default String id() {
        return switch (this) {
            case Ok _ -> "ok";
            case Breach _ -> "breach";
            case NotJudged _ -> "not judged";
        };
    }
}
