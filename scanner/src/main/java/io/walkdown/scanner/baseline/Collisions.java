package io.walkdown.scanner.baseline;

import io.walkdown.scanner.baseline.BaselineMerge.MergedAsset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds assets that only the merge brought together under one name, at one place, or with one
/// serial number. Names are kept unique: the favoured side's asset keeps the name. Not thread-safe.
final class Collisions {
    private final Favor favor;
    private final List<MergeConflict> conflicts;

    /// @param conflicts takes what a person has to settle
    Collisions(Favor favor, List<MergeConflict> conflicts) {
        this.favor = favor;
        this.conflicts = conflicts;
    }

    /// The same assets with unique names; of two newcomers with one name, one is left out and kept
    /// in its conflict.
    List<MergedAsset> settle(List<MergedAsset> assets) {
        List<MergedAsset> settled = assets;
        for (Optional<String> name = clash(settled); name.isPresent(); name = clash(settled)) {
            settled = settle(settled, name.get());
        }
        told(settled, "place", asset -> Optional.of(asset.place().toString()));
        told(settled, "serialNumber", SameDevices::key);
        return settled;
    }

    private static Optional<String> clash(List<MergedAsset> assets) {
        return grouped(assets, asset -> Optional.of(Names.folded(asset.name()))).entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private List<MergedAsset> settle(List<MergedAsset> assets, String name) {
        var settled = new ArrayList<MergedAsset>();
        for (MergedAsset each : assets) {
            if (!Names.folded(each.asset().name()).equals(name)) {
                settled.add(each);
            } else {
                favoured(each).ifPresent(settled::add);
            }
        }
        return settled;
    }

    /// The favoured side's names are unique, so going back to them ends every clash.
    private Optional<MergedAsset> favoured(MergedAsset clashing) {
        Three<AcceptedAsset> from = clashing.from();
        Optional<AcceptedAsset> side = favor == Favor.THEIRS ? from.theirs() : from.ours();
        String asset = AssetMerge.nameOf(from);
        if (side.isEmpty()) {
            conflicts.add(MergeConflict.of(asset, "", from.map(BaselineWriter::line)));
            return Optional.empty();
        }
        if (side.get().name().equals(clashing.asset().name())) {
            return Optional.of(clashing);
        }
        conflicts.add(MergeConflict.of(asset, "name", from.map(AcceptedAsset::name)));
        return Optional.of(new MergedAsset(from, clashing.asset().withName(side.get().name())));
    }

    /// What neither side has together is told and left: which of them is right only a person knows.
    private void told(
            List<MergedAsset> assets, String field, Function<AcceptedAsset, Optional<String>> key) {
        grouped(assets, key)
                .forEach((value, group) -> {
                    if (group.size() > 1
                            && !all(group, Three::ours, key, value)
                            && !all(group, Three::theirs, key, value)) {
                        conflicts.add(
                                new MergeConflict(
                                        group.getFirst().asset().name(),
                                        field,
                                        Optional.empty(),
                                        names(group, Three::ours, key, value),
                                        names(group, Three::theirs, key, value)));
                    }
                });
    }

    private static boolean all(
            List<MergedAsset> group,
            Function<Three<AcceptedAsset>, Optional<AcceptedAsset>> side,
            Function<AcceptedAsset, Optional<String>> key,
            String value) {
        return group.stream()
                .allMatch(each ->
                        side.apply(each.from()).flatMap(key).filter(value::equals).isPresent());
    }

    private static Optional<String> names(
            List<MergedAsset> group,
            Function<Three<AcceptedAsset>, Optional<AcceptedAsset>> side,
            Function<AcceptedAsset, Optional<String>> key,
            String value) {
        String names =
                group.stream()
                        .flatMap(each -> side.apply(each.from()).stream())
                        .filter(asset -> key.apply(asset).filter(value::equals).isPresent())
                        .map(AcceptedAsset::name)
                        .collect(Collectors.joining(", "));
        return Optional.of(names + " with " + value).filter(_ -> !names.isEmpty());
    }

    private static SequencedMap<String, List<MergedAsset>> grouped(
            List<MergedAsset> assets, Function<AcceptedAsset, Optional<String>> key) {
        var groups = new LinkedHashMap<String, List<MergedAsset>>();
        for (MergedAsset each : assets) {
            key.apply(each.asset())
                    .ifPresent(it -> groups.computeIfAbsent(it, _ -> new ArrayList<>()).add(each));
        }
        return groups;
    }
}
