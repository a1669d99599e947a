package io.walkdown.scanner.plan;

import io.walkdown.profiles.Gap;
import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.GroupLimits;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.VisitAllowance;
import io.walkdown.throttle.VisitDemand;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One contact with one address: its endpoints one after the other, never at once (S2, S6).
///
/// @param address the address as an IP literal: the visit's id in the run
/// @param parts what is asked there and not withheld, in the site file's order; at least one
public record VisitPlan(String address, List<DevicePlan> parts) {
    public VisitPlan {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || !parts.stream().allMatch(DevicePlan::contacted)) {
            throw new IllegalArgumentException("a visit to " + address + " that sends nothing");
        }
    }

    /// The most that the visit can cost, without a second look.
    public Load worstCase() {
        return parts.stream().map(DevicePlan::visitCost).reduce(Load.NONE, Load::plus);
    }

    /// The most that those legs of one of its parts can cost: the visit's quiet time and groups
    /// hold for all its parts (S4, S6).
    Load cost(Site site, Profile profile, List<Leg> legs) {
        List<GroupLimits> shared =
                ScanPlan.groupLimits(site).stream()
                        .filter(group -> groups().contains(group.name()))
                        .toList();
        return new WorstCase(profile, gap(), ScanPlan.siteLimits(site), shared).of(legs);
    }

    /// What the visit asks of the throttle, bounded by its worst case.
    public VisitDemand demand() {
        return demand(address, worstCase());
    }

    /// What the second look at that part asks of the throttle.
    public VisitDemand lookDemand(SecondLook look) {
        return demand(address + " second look", look.cost());
    }

    /// The kinds of all its parts: devices at one address are visited together, or not at all.
    public String kind() {
        return parts.stream()
                .map(part -> part.kind().text())
                .distinct()
                .collect(Collectors.joining(" + "));
    }

    /// What a visit that went well proves of its kind.
    ///
    /// @param kinds one for each part
    /// @param version Walkdown's
    public Ledger.Clearance clearance(List<DeviceKind> kinds, String version) {
        return new Ledger.Clearance(
                kinds.stream().map(DeviceKind::text).distinct().collect(Collectors.joining(" + ")),
                parts.stream()
                        .flatMap(part -> part.legs().stream())
                        .flatMap(leg -> leg.steps().stream())
                        .map(Step::request)
                        .filter(request -> !request.isEmpty())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",")),
                version);
    }

    /// The same with the usual cost, for estimates.
    VisitDemand expectedDemand() {
        return demand(
                address, parts.stream().map(DevicePlan::expected).reduce(Load.NONE, Load::plus));
    }

    private VisitDemand demand(String id, Load load) {
        return new VisitDemand(
                id,
                address,
                groups(),
                gap(),
                load.seconds().toNanos(),
                load.seconds().toNanos(),
                new VisitAllowance(
                        load.frames(), load.bytes(), load.connections(), load.seconds()));
    }

    Set<String> groups() {
        return parts.stream()
                .flatMap(part -> part.endpoint().groups().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The longest gap of all parts (S4).
    Gap gap() {
        return parts.stream()
                .map(part -> part.profile().gap())
                .max(Comparator.comparing(Gap::value))
                .orElseThrow();
    }
}
