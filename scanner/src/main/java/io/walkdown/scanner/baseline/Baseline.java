package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Observations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The assets that people accepted, sorted by name.
///
/// @param assets each name once, ignoring case
public record Baseline(List<AcceptedAsset> assets) {
    /// The version of the format.
    public static final int VERSION = 1;

    /// Nothing accepted yet.
    public static final Baseline EMPTY = new Baseline(List.of());

    public Baseline {
        assets = assets.stream().sorted(Comparator.comparing(AcceptedAsset::name)).toList();
        long names = assets.stream().map(each -> Names.folded(each.name())).distinct().count();
        if (names != assets.size()) {
            throw new IllegalArgumentException("two assets of a baseline have one name");
        }
    }

    /// What those observations would be if all of it were accepted at once.
    public static Baseline of(Observations observations) {
        Seen seen = Seen.in(observations);
        return new Baseline(seen.assets().stream().map(SeenAsset::newcomer).toList());
    }

    /// What is there now, as far as anybody knows: what was seen, and where nothing was seen, what
    /// was accepted. Known assets keep their names; a newcomer whose name another asset has is left
    /// out.
    ///
    /// @param drift how a run differs from this baseline
    public Baseline asSeen(Drift drift) {
        List<DriftItem> items =
                drift.items().stream()
                        .filter(DriftItem::isAcceptable)
                        .filter(item -> !(item instanceof DriftItem.Moved))
                        .filter(item ->
                                !(item instanceof DriftItem.Changed changed && changed.isRename()))
                        .toList();
        return new Application(this, items).result();
    }

    /// The asset of that name, ignoring case.
    public Optional<AcceptedAsset> named(String name) {
        return assets.stream().filter(asset -> Names.same(asset.name(), name)).findFirst();
    }

    /// The asset that is asked there: what is known of a device before it is visited.
    ///
    /// @param address IP literal as the site file's canonical text
    /// @param port 1 to 65535
    /// @param protocol the protocol's id
    public Optional<AcceptedAsset> at(String address, int port, String protocol) {
        Place place = new Place(address, protocol, "port " + port);
        return assets.stream().filter(asset -> asset.place().equals(place)).findFirst();
    }
}
