package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/// The planned visits of one shared-fate group, longest first.
final class GroupWork {
    private static final Comparator<VisitDemand> LONGEST_FIRST =
            Comparator.comparingLong(VisitDemand::worstCaseNanos)
                    .reversed()
                    .thenComparing(VisitDemand::visit);

    private final String name;
    private final int concurrentVisits;
    private final List<VisitDemand> visits = new ArrayList<>();

    private GroupWork(String name, int concurrentVisits) {
        this.name = name;
        this.concurrentVisits = concurrentVisits;
    }

    /// The work of all declared groups and of all addresses.
    static List<GroupWork> of(Collection<VisitDemand> visits, Collection<GroupLimits> groups) {
        Map<String, GroupWork> declared = new LinkedHashMap<>();
        for (GroupLimits group : groups) {
            declared.put(
                    group.name(), new GroupWork("group " + group.name(), group.concurrentVisits()));
        }
        Map<String, GroupWork> addresses = new LinkedHashMap<>();
        for (VisitDemand visit : visits) {
            addresses
                    .computeIfAbsent(visit.address(), name -> new GroupWork("address " + name, 1))
                    .visits
                    .add(visit);
            visit.groups().forEach(name -> find(declared, name, visit).visits.add(visit));
        }
        List<GroupWork> all = new ArrayList<>(declared.values());
        all.addAll(addresses.values());
        all.forEach(work -> work.visits.sort(LONGEST_FIRST));
        return all;
    }

    private static GroupWork find(Map<String, GroupWork> declared, String name, VisitDemand visit) {
        GroupWork work = declared.get(name);
        if (work == null) {
            throw new IllegalArgumentException(
                    "visit %s names group %s, which is not declared"
                            .formatted(visit.visit(), name));
        }
        return work;
    }

    String name() {
        return name;
    }

    /// The least time that the group's visits take together, in nanoseconds.
    double nanos() {
        return visits.stream().mapToDouble(VisitDemand::worstCaseNanos).sum() / concurrentVisits;
    }

    /// Tells each visit's tail: what is left of the group's work when it starts, in nanoseconds,
    /// and never less than the visit itself.
    void tails(ObjDoubleConsumer<VisitDemand> tail) {
        double left = nanos();
        for (VisitDemand visit : visits) {
            tail.accept(visit, Math.max(left, (double) visit.worstCaseNanos()));
            left -= (double) visit.worstCaseNanos() / concurrentVisits;
        }
    }
}
