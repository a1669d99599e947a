package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a run saw, in the baseline's terms and sorted by name, so that the order in which devices
/// were visited never matters.
///
/// @param assets what told something
/// @param visits every visit by its place; several entries of the site file may share one
record Seen(List<SeenAsset> assets, Map<Place, List<Visit>> visits) {
    static Seen in(Observations observations) {
        var byName = new TreeMap<String, Visit>();
        var byPlace = new TreeMap<Place, List<Visit>>();
        observations.visits().stream()
                .sorted(Comparator.comparing(Visit::device))
                .forEach(visit -> {
                    byName.putIfAbsent(visit.device(), visit);
                    byPlace.computeIfAbsent(Place.of(visit), _ -> new ArrayList<>()).add(visit);
                });
        List<SeenAsset> assets =
                observations.assets().stream()
                        .map(asset -> seen(asset, Optional.ofNullable(byName.get(asset.name()))))
                        .filter(asset -> !asset.facts().isEmpty() || !asset.modules().isEmpty())
                        .sorted(Comparator.comparing(SeenAsset::name))
                        .toList();
        return new Seen(assets, byPlace);
    }

    private static SeenAsset seen(Asset asset, Optional<Visit> visit) {
        Place place = visit.map(Place::of).orElse(new Place(asset.address(), asset.protocol(), ""));
        return SeenAsset.of(asset, place, visit.filter(v -> v.outcome().complete()).isPresent());
    }

    /// The visits to that place, by the site file's names.
    List<Visit> visits(Place place) {
        return visits.getOrDefault(place, List.of());
    }
}
