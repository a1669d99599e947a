package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order in which visits start, so that a whole scan ends close to its [LowerBound].
///
/// Each visit is ranked by its *tail*: the contact time that its busiest group still has to spend
/// from this visit on, divided by the visits that the group may have at once. Within a group the
/// longest goes first. So the group with most work left always goes before others, and the short
/// visits that could go anywhere fill the end.
public final class StartOrder {
    private StartOrder() {}

    /// The visits in the order in which they should start.
    ///
    /// @param visits what is planned; `worstCaseNanos` is taken as a visit's length
    /// @param groups the declared groups; a visit's address counts as a group of its own
    /// @return the same visits, those with equal tails by their ids
    public static List<VisitDemand> order(
            Collection<VisitDemand> visits, Collection<GroupLimits> groups) {
        Map<VisitDemand, Double> tails = new HashMap<>();
        for (GroupWork work : GroupWork.of(visits, groups)) {
            work.tails((visit, tail) -> tails.merge(visit, tail, Math::max));
        }
        List<VisitDemand> ordered = new ArrayList<>(visits);
        ordered.sort(
                Comparator.comparingDouble((VisitDemand visit) -> -tails.getOrDefault(visit, 0.0))
                        .thenComparing(VisitDemand::visit));
        return List.copyOf(ordered);
    }
}
