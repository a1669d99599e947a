package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Module;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a run's observations and the baseline differ.
///
/// @param run the run's id
/// @param policy when an asset counts as vanished
/// @param accepted how many assets the baseline has
/// @param seen how many assets told something in the run
/// @param items what differs, and what is only told; sorted by asset, module, kind and field
public record Drift(String run, DriftPolicy policy, int accepted, int seen, List<DriftItem> items) {
    private static final Comparator<DriftItem> ORDER =
            Comparator.comparing(DriftItem::asset)
                    .thenComparing(item -> item.inModule().map(Drift::sortable).orElse(""))
                    .thenComparing(DriftItem::kind)
                    .thenComparing(item -> item.ofField().orElse(Facts.Name.NONE));

    public Drift {
        items = items.stream().sorted(ORDER).toList();
    }

    private static String sortable(Module.Place place) {
        return "%s %03d".formatted(place.kind().id(), place.number());
    }

    /// Whether nothing counts as drift.
    public boolean isEmpty() {
        return drift().isEmpty();
    }

    /// What counts as drift.
    public List<DriftItem> drift() {
        return items.stream().filter(item -> item.kind().isDrift()).toList();
    }

    /// What is told and does not count: who did not answer, what was learned.
    public List<DriftItem> told() {
        return items.stream().filter(item -> !item.kind().isDrift()).toList();
    }

    /// The items of one kind.
    public <T extends DriftItem> List<T> of(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// How many items of each kind there are, in the kinds' order; kinds without items left out.
    public SortedMap<DriftItem.Kind, Long> counts() {
        return items.stream()
                .map(DriftItem::kind)
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
