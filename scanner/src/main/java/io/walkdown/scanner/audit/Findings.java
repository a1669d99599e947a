package io.walkdown.scanner.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what one check finds, and comes to its verdict: a breach wins over what could not be
/// seen, and that over `ok`. Not thread-safe.
final class Findings {
    /// How many breaches of one check are kept; the rest are counted.
    static final int MOST_KEPT = 50;

    private static final int MOST_DOUBTS = 3;

    private final String invariant;
    private final String check;
    private final List<Finding> kept = new ArrayList<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private long count;

    Findings(String invariant, String check) {
        this.invariant = invariant;
        this.check = check;
    }

    void breach(Finding finding) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /// Something that could not be seen, so that the check can no longer end as `ok`.
    void doubt(String reason) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(reason);
        }
    }

    boolean clean() {
        return count == 0;
    }

    /// Whether everything could be seen until now.
    boolean certain() {
        return doubts.isEmpty();
    }

    /// @param basis what was looked at, counted
    Judged judged(String basis) {
        Verdict verdict;
        if (!kept.isEmpty()) {
            verdict = new Verdict.Breach(kept, count);
        } else if (!doubts.isEmpty()) {
            verdict = new Verdict.NotJudged(String.join("; ", doubts));
        } else {
            verdict = new Verdict.Ok(basis);
        }
        return new Judged(invariant, check, verdict);
    }
}
