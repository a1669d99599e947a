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
import java.util.stream.Collectors;

/// What a run saw, in the baseline's terms and sorted by name, so that the order in which devices
/// were visited never matters.
///
/// @param assets what told something
/// @param visits every visit by its place; several entries of the site file may share one
record Seen(List<SeenAsset> assets, Map<Place, List<Visit>> visits) {
    static Seen in(Observations observations) {
        return in(observations, Baseline.EMPTY);
    }

    /// The same in little room: what a device tells as it was accepted is kept once.
    static Seen in(Observations observations, Baseline baseline) {
        Map<String, AcceptedAsset> known =
                baseline.assets().stream()
                        .collect(Collectors.toMap(AcceptedAsset::name, asset -> asset));
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
                        .map(asset ->
                                seen(
                                        asset,
                                        Optional.ofNullable(byName.get(asset.name())),
                                        Optional.ofNullable(known.get(asset.name()))))
                        .filter(asset -> !asset.facts().isEmpty() || !asset.modules().isEmpty())
                        .sorted(Comparator.comparing(SeenAsset::name))
                        .toList();
        return new Seen(assets, byPlace);
    }

    private static SeenAsset seen(
            Asset asset, Optional<Visit> visit, Optional<AcceptedAsset> known) {
        Place place = visit.map(Place::of).orElse(new Place(asset.address(), asset.protocol(), ""));
        boolean complete = visit.filter(v -> v.outcome().complete()).isPresent();
        return known.map(it -> SeenAsset.of(asset, place, complete, it))
                .orElseGet(() -> SeenAsset.of(asset, place, complete));
    }

    /// The visits to that place, by the site file's names.
    List<Visit> visits(Place place) {
        return visits.getOrDefault(place, List.of());
    }
}
