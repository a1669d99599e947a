package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.throttle.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How many devices of a plan are over, by outcome and by group: counted as each one ends, so that
/// to look costs no more with ten thousand devices. Thread-safe.
final class Tally {
    private static final Set<String> NO_GROUP = Set.of("");

    private final Map<String, Integer> devicesByGroup = new TreeMap<>();
    private final Map<String, Set<String>> groupsByVisit = new HashMap<>();
    private final Map<String, AtomicInteger> doneByGroup = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> byOutcome = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();

    Tally(ScanPlan plan) {
        plan.visits().forEach(this::expect);
    }

    private void expect(VisitPlan visit) {
        Set<String> groups = new TreeSet<>();
        for (DevicePlan device : visit.parts()) {
            groups.addAll(groups(device));
            groups(device).forEach(group -> devicesByGroup.merge(group, 1, Integer::sum));
            device.look()
                    .ifPresent(look ->
                            groupsByVisit.put(visit.lookDemand(look).visit(), groups(device)));
        }
        groupsByVisit.put(visit.address(), Set.copyOf(groups));
    }

    private static Set<String> groups(DevicePlan device) {
        Set<String> groups = device.endpoint().groups();
        return groups.isEmpty() ? NO_GROUP : groups;
    }

    /// A contacted device is over.
    void over(DevicePlan device, ProbeOutcome outcome) {
        done.incrementAndGet();
        count(byOutcome, outcome.id());
        groups(device).forEach(group -> count(doneByGroup, group));
    }

    private static void count(Map<String, AtomicInteger> counts, String key) {
        counts.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
    }

    int done() {
        return done.get();
    }

    /// How many ended how, by the outcomes' names.
    Map<String, Integer> outcomes() {
        return byOutcome.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    /// Every group that has devices to visit, by name.
    List<GroupProgress> groups(Collection<Talk> talks, Collection<Waiting> waiting) {
        Map<String, List<Talk>> talking = byGroup(talks, Talk::visit);
        Map<String, List<Waiting>> holding = byGroup(waiting, Waiting::visit);
        return devicesByGroup.entrySet().stream()
                .map(group ->
                        new GroupProgress(
                                group.getKey(),
                                group.getValue(),
                                doneOf(group.getKey()),
                                talking.getOrDefault(group.getKey(), List.of()),
                                holding.getOrDefault(group.getKey(), List.of())))
                .toList();
    }

    private int doneOf(String group) {
        AtomicInteger count = doneByGroup.get(group);
        return count == null ? 0 : count.get();
    }

    private <T> Map<String, List<T>> byGroup(Collection<T> all, Function<T, String> visit) {
        Map<String, List<T>> lists = new HashMap<>();
        for (T each : all) {
            for (String group : groupsByVisit.getOrDefault(visit.apply(each), NO_GROUP)) {
                lists.computeIfAbsent(group, any -> new ArrayList<>()).add(each);
            }
        }
        return lists;
    }
}
