package io.walkdown.scanner.gate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// To what a rule of a policy applies. What is empty does not matter; of several values one has to
/// fit. Texts are compared without regard to case; `*` and `?` stand for anything.
///
/// @param concerns the words that name the finding
/// @param fields fields of baselines, for example `firmwareRevision` or `attributes.plant`
/// @param assets names of assets
/// @param manufacturers as devices tell them
/// @param criticalities as people wrote them in the baseline
/// @param zones zones of the site file
record Criteria(
        Set<Concern> concerns,
        List<Glob> fields,
        List<Glob> assets,
        List<Glob> manufacturers,
        List<Glob> criticalities,
        List<Glob> zones) {
    /// Whether a rule applies.
    enum Fit {
        YES,
        NO,
        /// It would, if the zone were the right one, which nobody knows.
        UNKNOWN
    }

    Criteria {
        concerns = Set.copyOf(concerns);
        fields = List.copyOf(fields);
        assets = List.copyOf(assets);
        manufacturers = List.copyOf(manufacturers);
        criticalities = List.copyOf(criticalities);
        zones = List.copyOf(zones);
    }

    Fit fits(Subject subject, Traits traits) {
        boolean rest =
                (concerns.isEmpty() || subject.concerns().stream().anyMatch(concerns::contains))
                        && any(fields, subject.ofField().stream().toList())
                        && any(assets, List.of(subject.asset()))
                        && any(manufacturers, traits.manufacturers())
                        && any(criticalities, List.of(traits.criticality()));
        if (!rest) {
            return Fit.NO;
        }
        return fitsZone(traits.zones());
    }

    private Fit fitsZone(Optional<Set<String>> known) {
        if (zones.isEmpty()) {
            return Fit.YES;
        }
        return known.map(names -> any(zones, names) ? Fit.YES : Fit.NO).orElse(Fit.UNKNOWN);
    }

    private static boolean any(List<Glob> globs, Collection<String> values) {
        return globs.isEmpty()
                || values.stream().anyMatch(value -> globs.stream().anyMatch(g -> g.fits(value)));
    }
}
