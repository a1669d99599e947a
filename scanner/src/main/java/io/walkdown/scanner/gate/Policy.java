package io.walkdown.scanner.gate;

import io.walkdown.scanner.baseline.DriftPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a site takes how seriously. [PolicyFile] reads it.
///
/// @param drift when an asset that does not answer counts as vanished
/// @param failOn which findings stop a pipeline; empty: not said
/// @param failOnSeverity how bad they have to be; empty: not said
/// @param severities the first rule that applies decides
/// @param required fields that have to be known
/// @param forbidden firmware that must not run
public record Policy(
        DriftPolicy drift,
        Optional<Set<Concern>> failOn,
        Optional<Severity> failOnSeverity,
        List<Rated> severities,
        List<Required> required,
        List<Forbids> forbidden) {
    /// The version of the format.
    public static final int VERSION = 1;

    /// Nothing but defaults.
    public static final Policy DEFAULT =
            new Policy(
                    DriftPolicy.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    public Policy {
        failOn = failOn.map(Set::copyOf);
        severities = List.copyOf(severities);
        required = List.copyOf(required);
        forbidden = List.copyOf(forbidden);
    }

    /// Findings of that kind are as bad as this.
    ///
    /// @param where the rule and its line, for example `severities[2], line 12`
    record Rated(Criteria criteria, Severity severity, String where) {}

    /// These fields have to be known.
    ///
    /// @param fields core fields, `attributes.NAME` and `human.NAME`
    /// @param severity empty: as any missing field
    record Required(
            Criteria criteria, List<String> fields, Optional<Severity> severity, String where) {
        Required {
            fields = List.copyOf(fields);
        }
    }

    /// This firmware must not run.
    ///
    /// @param products order numbers or models; none: any
    /// @param firmware revisions; none: any that `before` forbids
    /// @param before all that are older than this one; empty: none
    /// @param severity empty: as any forbidden firmware
    record Forbids(
            Criteria criteria,
            List<Glob> products,
            List<Glob> firmware,
            Optional<Revision> before,
            String reason,
            Optional<Severity> severity,
            String where) {
        Forbids {
            products = List.copyOf(products);
            firmware = List.copyOf(firmware);
        }

        boolean fits(String revision) {
            return firmware.stream().anyMatch(glob -> glob.fits(revision))
                    || before.filter(new Revision(revision)::isBefore).isPresent();
        }
    }

    /// Whether any rule asks in which zone a device is, so that the site file is needed.
    public boolean asksForZones() {
        return Stream.of(
                        severities.stream().map(Rated::criteria),
                        required.stream().map(Required::criteria),
                        forbidden.stream().map(Forbids::criteria))
                .flatMap(all -> all)
                .anyMatch(criteria -> !criteria.zones().isEmpty());
    }
}
