package io.walkdown.scanner.plan;

import io.walkdown.profiles.Gap;
import io.walkdown.scanner.asset.Load;
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

    /// The most that the visit can cost.
    public Load worstCase() {
        return parts.stream().map(DevicePlan::worstCase).reduce(Load.NONE, Load::plus);
    }

    /// What the visit asks of the throttle, bounded by its worst case.
    public VisitDemand demand() {
        return demand(worstCase());
    }

    /// The same with the usual cost, for estimates.
    VisitDemand expectedDemand() {
        return demand(parts.stream().map(DevicePlan::expected).reduce(Load.NONE, Load::plus));
    }

    private VisitDemand demand(Load load) {
        return new VisitDemand(
                address,
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
