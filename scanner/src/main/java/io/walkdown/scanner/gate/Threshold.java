package io.walkdown.scanner.gate;

import java.util.Set;

/// Which findings stop a pipeline: those of these concerns that are at least as bad as this, and
/// that nobody waived.
///
/// @param concerns none: nothing stops it
/// @param least the least severity that counts
public record Threshold(Set<Concern> concerns, Severity least) {
    /// Anything that counts.
    public static final Threshold ANY = new Threshold(Concern.all(), Severity.INFO);

    public Threshold {
        concerns = Set.copyOf(concerns);
    }

    /// Whether that finding stops a pipeline.
    public boolean reached(Finding finding) {
        return !finding.isWaived()
                && finding.severity().atLeast(least)
                && isOfConcern(finding.subject());
    }

    /// Whether that subject is of these concerns, however bad it is.
    public boolean isOfConcern(Subject subject) {
        return subject.concerns().stream().anyMatch(concerns::contains);
    }
}
