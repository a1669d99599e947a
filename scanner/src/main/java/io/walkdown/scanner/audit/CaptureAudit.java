package io.walkdown.scanner.audit;

import java.util.ArrayList;
import java.util.List;

/// Every check that a capture can carry, and the names of those that it cannot.
final class CaptureAudit {
    private CaptureAudit() {}

    static List<Judged> judge(Evidence evidence) {
        var all = new ArrayList<Judged>();
        all.add(RequestJudge.judge(evidence));
        all.addAll(ConnectionJudge.judge(evidence));
        all.add(
                not(
                        "S2",
                        "a slot left free for others",
                        "a capture of our own packets does not show who else is connected"));
        all.addAll(PaceJudge.judge(evidence));
        all.addAll(BudgetJudge.judge(evidence));
        all.addAll(SharedFateJudge.judge(evidence));
        all.add(
                not(
                        "S7",
                        "stop at the first sign of trouble",
                        "a capture does not show what the scanner took for trouble"));
        all.add(not("S8", "canary first", "a plan does not say which devices are of one kind"));
        all.add(
                not(
                        "S9",
                        "stop means stop",
                        "neither plan nor capture says when a stop took effect"));
        all.add(
                not(
                        "S10",
                        "limits survive",
                        "one recording does not show the visits before it; the ledger does"));
        all.add(ScopeJudge.judge(evidence));
        all.add(not("S11", "maintenance windows", "a plan does not hold the site's windows"));
        all.add(
                not(
                        "S12",
                        "profiles are law",
                        "a plan holds the limits that resulted, not how they came about"));
        all.add(
                not(
                        "S14",
                        "answers are hostile until parsed",
                        "a capture does not show what happens inside the scanner"));
        all.add(
                not(
                        "S15",
                        "nothing is lost",
                        "a recording does not show what a crash would have left"));
        return all;
    }

    static Judged not(String invariant, String check, String reason) {
        return new Judged(invariant, check, new Verdict.NotJudged(reason));
    }
}
