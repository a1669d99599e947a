package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.Canary;
import io.walkdown.scanner.plan.DeviceKind;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a visit says of its device's kind (S8).
///
/// @param plan the run's plan
/// @param visit one contact with one address
/// @param results what was seen
record CanaryVisit(ScanPlan plan, VisitPlan visit, Results results) {
    /// Why the visit, without its second look, does not prove its kind; empty where it may.
    Optional<String> unwell(Trouble trouble) {
        return visit.parts().stream()
                .flatMap(part -> unwell(part, trouble).or(() -> another(part)).stream())
                .findFirst();
    }

    /// A device of another kind proves nothing of the kind that it was taken for.
    private Optional<String> another(DevicePlan part) {
        DeviceKind shown = shown(part);
        return part.kind().isVague() || shown.equals(part.kind())
                ? Optional.empty()
                : Optional.of(
                        "it answered as %s and was taken for %s"
                                .formatted(shown.text(), part.kind().text()));
    }

    private Optional<String> unwell(DevicePlan part, Trouble trouble) {
        PartResult result = results.of(part);
        return result.answered() && trouble == Trouble.NONE
                ? unwell(result.outcome())
                : Optional.of(words(result.outcome()));
    }

    /// Why an outcome proves nothing.
    static Optional<String> unwell(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Identified(), ProbeOutcome.Partial _ -> Optional.empty();
            case ProbeOutcome.Silent _,
                    ProbeOutcome.Refused _,
                    ProbeOutcome.Reset _,
                    ProbeOutcome.Closed _,
                    ProbeOutcome.Busy _,
                    ProbeOutcome.Malformed _,
                    ProbeOutcome.NotSpoken _,
                    ProbeOutcome.Withheld _,
                    ProbeOutcome.Stopped _ ->
                    Optional.of(words(outcome));
        };
    }

    private static String words(ProbeOutcome outcome) {
        return outcome.evidence().isEmpty()
                ? outcome.id()
                : "%s (%s)".formatted(outcome.id(), outcome.evidence());
    }

    /// Writes down that the kind is proven: the one that was expected, and the one that it turned
    /// out to be.
    void prove(Canary canary, Ledger ledger, Instant now) {
        Ledger.Clearance expected =
                clearance(visit.parts().stream().map(DevicePlan::kind).toList());
        ledger.clear(expected, now);
        Ledger.Clearance shown = clearance(visit.parts().stream().map(this::shown).toList());
        if (!shown.kind().equals(canary.kind())) {
            ledger.clear(shown, now);
        }
    }

    private DeviceKind shown(DevicePlan part) {
        return results.of(part).asset().map(asset -> shown(part, asset)).orElse(part.kind());
    }

    private static DeviceKind shown(DevicePlan part, Asset asset) {
        return part.kind()
                .shown(
                        asset.nameplate().value(NameplateField.ORDER_NUMBER),
                        asset.nameplate().value(NameplateField.FIRMWARE_REVISION));
    }

    private Ledger.Clearance clearance(List<DeviceKind> kinds) {
        return visit.clearance(kinds, plan.version());
    }

    /// Why a device that is not the one it was taken for is asked no further; empty where it is the
    /// expected one, or one of a kind that is proven.
    ///
    /// @param shown the kind that its answers show so far
    Optional<ProbeOutcome> objection(DevicePlan part, DeviceKind shown, Ledger ledger) {
        if (part.kind().exempt() || part.kind().isVague() || shown.equals(part.kind())) {
            return Optional.empty();
        }
        List<DeviceKind> kinds =
                visit.parts().stream()
                        .map(other -> other.equals(part) ? shown : other.kind())
                        .toList();
        return ledger.cleared(clearance(kinds))
                ? Optional.empty()
                : Optional.of(
                        new ProbeOutcome.Partial(
                                "S8: it answers as %s and was taken for %s: a kind of its own, whose canary it becomes once that is accepted"
                                        .formatted(shown.text(), part.kind().text())));
    }
}
