package io.walkdown.scanner.baseline;

import io.walkdown.scanner.baseline.Matching.Pair;
import io.walkdown.scanner.baseline.Matching.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says which asset of one baseline is which of another: by name and proof, by serial number, by
/// MAC, by name alone, by a former name, and at last by a place that each has alone.
final class SameAssets {
    private final IdentityHashMap<AcceptedAsset, AcceptedAsset> otherByOne =
            new IdentityHashMap<>();
    private final List<AcceptedAsset> others;

    private SameAssets(List<AcceptedAsset> ones, List<AcceptedAsset> others) {
        this.others = others;
        Matching.Result<AcceptedAsset, AcceptedAsset> named =
                new Matching<>(parties(ones), parties(others)).result();
        for (Pair<AcceptedAsset, AcceptedAsset> pair : named.pairs()) {
            otherByOne.put(pair.before(), pair.now());
        }
        byFormerName(ones);
        byPlace(ones);
    }

    /// Every asset of the three, each once.
    static List<Three<AcceptedAsset>> of(Baseline base, Baseline ours, Baseline theirs) {
        var inOurs = new SameAssets(base.assets(), ours.assets());
        var inTheirs = new SameAssets(base.assets(), theirs.assets());
        var all = new ArrayList<Three<AcceptedAsset>>();
        for (AcceptedAsset asset : base.assets()) {
            all.add(new Three<>(Optional.of(asset), inOurs.of(asset), inTheirs.of(asset)));
        }
        List<AcceptedAsset> newcomers = inOurs.newcomers();
        var both = new SameAssets(newcomers, inTheirs.newcomers());
        for (AcceptedAsset asset : newcomers) {
            all.add(new Three<>(Optional.empty(), Optional.of(asset), both.of(asset)));
        }
        for (AcceptedAsset asset : both.newcomers()) {
            all.add(new Three<>(Optional.empty(), Optional.empty(), Optional.of(asset)));
        }
        return all;
    }

    private static List<Party<String, AcceptedAsset>> parties(List<AcceptedAsset> assets) {
        return assets.stream()
                .map(it -> new Party<>(it, Names.folded(it.name()), it.identity()))
                .toList();
    }

    private Optional<AcceptedAsset> of(AcceptedAsset one) {
        return Optional.ofNullable(otherByOne.get(one));
    }

    /// Those of the others that are none of the first.
    private List<AcceptedAsset> newcomers() {
        IdentityHashMap<AcceptedAsset, Boolean> taken = new IdentityHashMap<>();
        otherByOne.values().forEach(other -> taken.put(other, true));
        return others.stream().filter(other -> !taken.containsKey(other)).toList();
    }

    private void byFormerName(List<AcceptedAsset> ones) {
        unique(
                ones,
                one -> Stream.of(Names.folded(one.name())),
                other -> other.formerNames().stream().map(Names::folded).distinct());
        unique(
                ones,
                one -> one.formerNames().stream().map(Names::folded).distinct(),
                other -> Stream.of(Names.folded(other.name())));
    }

    private void byPlace(List<AcceptedAsset> ones) {
        unique(
                ones,
                one -> Stream.of(one.place().toString()),
                other -> Stream.of(other.place().toString()));
    }

    /// Pairs those that are left where a key fits one of each alone, and nothing speaks against.
    private void unique(
            List<AcceptedAsset> ones,
            Function<AcceptedAsset, Stream<String>> keysOfOne,
            Function<AcceptedAsset, Stream<String>> keysOfOther) {
        Map<String, List<AcceptedAsset>> left =
                byKey(ones.stream().filter(one -> !otherByOne.containsKey(one)), keysOfOne);
        Map<String, List<AcceptedAsset>> right = byKey(newcomers().stream(), keysOfOther);
        IdentityHashMap<AcceptedAsset, AcceptedAsset> taken = new IdentityHashMap<>();
        new TreeMap<>(left)
                .forEach((key, fitting) -> {
                    List<AcceptedAsset> there = right.getOrDefault(key, List.of());
                    if (fitting.size() == 1 && there.size() == 1) {
                        AcceptedAsset one = fitting.getFirst();
                        AcceptedAsset other = there.getFirst();
                        boolean free = !otherByOne.containsKey(one) && !taken.containsKey(other);
                        if (free && !one.identity().differsFrom(other.identity())) {
                            otherByOne.put(one, other);
                            taken.put(other, one);
                        }
                    }
                });
    }

    private static Map<String, List<AcceptedAsset>> byKey(
            Stream<AcceptedAsset> assets, Function<AcceptedAsset, Stream<String>> keys) {
        return assets.flatMap(asset -> keys.apply(asset).map(key -> Map.entry(key, asset)))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                HashMap::new,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
