package io.walkdown.scanner.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Joins two baselines that came from a common one: asset by asset, field by field.
///
/// What one side changed holds. What both changed differently is a [MergeConflict], and so is what
/// one deleted and the other changed. Fields of two different devices are never mixed: where one
/// side replaced a device or a module, whatever the other side changed of the old one is a
/// conflict, and where each side brought in a device of its own under one name, the whole asset is.
/// What people say on one side alone is never lost. Which side is called ours matters only where
/// there are conflicts.
public final class BaselineMerge {
    private BaselineMerge() {}

    /// What became of it.
    ///
    /// @param merged both sides together; with conflicts, what [Favor] says stands there
    /// @param conflicts what a person has to settle, or what was settled by [Favor]; sorted
    public record Result(Baseline merged, List<MergeConflict> conflicts) {
        public Result {
            conflicts = conflicts.stream().sorted().distinct().toList();
        }
    }

    /// Joins two baselines.
    ///
    /// @param base what both came from; [Baseline#EMPTY] where nothing is common
    public static Result merge(Baseline base, Baseline ours, Baseline theirs, Favor favor) {
        var conflicts = new ArrayList<MergeConflict>();
        var assets = new ArrayList<MergedAsset>();
        for (Three<AcceptedAsset> three : SameAssets.of(base, ours, theirs)) {
            Optional<AcceptedAsset> merged = new AssetMerge(three, favor, conflicts).merge();
            merged.ifPresent(asset -> assets.add(new MergedAsset(three, asset)));
        }
        List<MergedAsset> distinct = new Collisions(favor, conflicts).settle(assets);
        return new Result(
                new Baseline(distinct.stream().map(MergedAsset::asset).toList()), conflicts);
    }

    /// An asset of the merged baseline, with where it comes from.
    record MergedAsset(Three<AcceptedAsset> from, AcceptedAsset asset) {}
}
