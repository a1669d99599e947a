package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Identity;
import java.util.List;

/// A device that told something in a run, in the baseline's terms.
///
/// @param asset as it was observed
/// @param place where
/// @param facts what a baseline would keep of it
/// @param modules likewise, sorted by place
/// @param complete whether its visit answered everything that was planned
record SeenAsset(
        Asset asset, Place place, Facts facts, List<AcceptedModule> modules, boolean complete) {
    /// One of a known name, with the baseline's own values where they are equal.
    static SeenAsset of(Asset asset, Place place, boolean complete, AcceptedAsset known) {
        if (asset.modules().isEmpty()
                && known.modules().isEmpty()
                && known.observed().areToldBy(asset.nameplate(), asset.protocol())) {
            return new SeenAsset(
                    asset,
                    place.equals(known.place()) ? known.place() : place,
                    known.observed(),
                    known.modules(),
                    complete);
        }
        return of(asset, place, complete).sharing(known);
    }

    static SeenAsset of(Asset asset, Place place, boolean complete) {
        return new SeenAsset(
                asset,
                place,
                Facts.of(asset.nameplate(), asset.protocol()),
                AcceptedAsset.modules(asset),
                complete);
    }

    private SeenAsset sharing(AcceptedAsset known) {
        return new SeenAsset(
                asset,
                place.equals(known.place()) ? known.place() : place,
                facts.equals(known.observed()) ? known.observed() : facts,
                modules.equals(known.modules()) ? known.modules() : modules,
                complete);
    }

    String name() {
        return asset.name();
    }

    Identity identity() {
        return facts.bearer();
    }

    /// What it would be in a baseline that never saw it.
    AcceptedAsset newcomer() {
        return AcceptedAsset.of(asset, place);
    }
}
