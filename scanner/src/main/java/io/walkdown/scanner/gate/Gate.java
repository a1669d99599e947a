package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Drift;
import java.time.LocalDate;
import java.util.List;

/// Judges what a comparison found. Pure and thread-safe.
///
/// @param policy how bad what is
/// @param waivers what is put up with, and until when
/// @param zones which device is in which zone
/// @param threshold what stops a pipeline
public record Gate(Policy policy, List<Waiver> waivers, Zones zones, Threshold threshold) {
    public Gate {
        waivers = List.copyOf(waivers);
    }

    /// The verdict on a run. It is incomplete where the run says so, where its visits do not bear
    /// out that it was complete, and where an accepted device has no visit in it or is identified
    /// without an asset; an absence that somebody waived is known.
    ///
    /// @param baseline what was accepted
    /// @param run what was seen
    /// @param drift how they differ
    /// @param today decides which waivers hold, in UTC
    public Verdict judge(Baseline baseline, Observations run, Drift drift, LocalDate today) {
        var judging = new Judging(this, run.site(), baseline);
        judging.differences(drift);
        judging.violations(drift);
        Coverage coverage = Coverage.of(run, judging.notWaived(drift, today));
        if (!coverage.isWhole()) {
            judging.unseen(coverage.words());
        }
        Judging.Waived waived = judging.waived(today);
        List<Verdict.NotJudged> notJudged = judging.notJudged();
        return new Verdict(
                run.site(),
                drift,
                baseline.assets().stream().map(AcceptedAsset::name).toList(),
                waived.findings(),
                threshold,
                coverage.isWhole() && notJudged.isEmpty(),
                new Verdict.Notes(waived.unused(), waived.expired(), notJudged));
    }
}
