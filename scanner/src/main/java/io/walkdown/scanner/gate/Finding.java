package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Module;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/// Something to look at, judged.
///
/// @param subject what it is about
/// @param severity how bad it is
/// @param because why it is as bad as that
/// @param fingerprint 64 hex digits, the same for the same difference in every run: no value, no
///   run and no line is in it
/// @param waiver who put up with it; empty: nobody
/// @param line the baseline's line that it is about, from 1; empty where there is none
public record Finding(
        Subject subject,
        Severity severity,
        String because,
        String fingerprint,
        Optional<Waiver> waiver,
        OptionalInt line) {
    /// By asset, module, kind and field, then by everything else that a report shows: two findings
    /// that are not equal have one order.
    static final Comparator<Finding> ORDER =
            Comparator.comparing((Finding it) -> it.subject.asset())
                    .thenComparing(it -> it.subject.inModule().map(Finding::sortable).orElse(""))
                    .thenComparing(it -> it.subject.kind())
                    .thenComparing(it -> it.subject.ofField().orElse(""))
                    .thenComparing(it -> it.subject.words().before())
                    .thenComparing(it -> it.subject.words().now())
                    .thenComparing(it -> it.subject.words().why())
                    .thenComparing(Finding::severity)
                    .thenComparing(Finding::because);

    /// The worst first, and among equals the usual order.
    public static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(ORDER);

    private static String sortable(Module.Place place) {
        return "%s %03d".formatted(place.kind().id(), place.number());
    }

    /// Whether it is drift or breaks the policy; else it is only told.
    public boolean counts() {
        return !subject.concerns().isEmpty();
    }

    /// Whether somebody put up with it.
    public boolean isWaived() {
        return waiver.isPresent();
    }

    Finding withFingerprint(String other) {
        return new Finding(subject, severity, because, other, waiver, line);
    }

    Finding withWaiver(Waiver by) {
        return new Finding(subject, severity, because, fingerprint, Optional.of(by), line);
    }

    Finding at(OptionalInt other) {
        return new Finding(subject, severity, because, fingerprint, waiver, other);
    }
}
