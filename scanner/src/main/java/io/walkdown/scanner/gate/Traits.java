package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.baseline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a policy can ask of a subject's bearer.
///
/// @param manufacturers all that it has or had; of a module its own, else its device's
/// @param criticality as people wrote it in the baseline; empty: not said
/// @param zones all that it is or was in; empty: no site file says
record Traits(List<String> manufacturers, String criticality, Optional<Set<String>> zones) {
    static Traits of(Subject subject, Optional<AcceptedAsset> accepted, Zones zones) {
        List<String> names = new ArrayList<>(List.of(subject.asset()));
        List<Place> places = new ArrayList<>();
        accepted.map(AcceptedAsset::place).ifPresent(places::add);
        if (subject instanceof Subject.Difference(DriftItem item)) {
            whereabouts(item, names, places);
        }
        return new Traits(
                manufacturers(subject, accepted),
                accepted.map(asset -> asset.human().criticality().strip()).orElse(""),
                zones.of(names, places));
    }

    private static void whereabouts(DriftItem item, List<String> names, List<Place> places) {
        switch (item) {
            case DriftItem.Appeared it -> places.add(it.place());
            case DriftItem.Replaced it -> places.add(it.place());
            case DriftItem.Ambiguous it -> places.add(it.place());
            case DriftItem.Moved it -> {
                names.add(it.newName());
                places.add(it.to());
            }
            case DriftItem.Vanished _,
                    DriftItem.Changed _,
                    DriftItem.ModuleMoved _,
                    DriftItem.Conflict _,
                    DriftItem.Unanswered _,
                    DriftItem.Learned _ -> {}
        }
    }

    private static List<String> manufacturers(Subject subject, Optional<AcceptedAsset> accepted) {
        List<String> all = new ArrayList<>(told(subject));
        if (all.isEmpty()) {
            subject.inModule()
                    .flatMap(at -> accepted.flatMap(asset -> moduleMaker(asset, at)))
                    .ifPresent(all::add);
        }
        if (all.isEmpty() || subject.inModule().isEmpty()) {
            accepted.flatMap(asset -> asset.value(NameplateField.MANUFACTURER)).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private static Optional<String> moduleMaker(AcceptedAsset asset, Module.Place at) {
        return asset.module(at)
                .flatMap(module -> module.facts().value(NameplateField.MANUFACTURER));
    }

    private static List<String> told(Subject subject) {
        if (!(subject instanceof Subject.Difference(DriftItem item))) {
            return List.of();
        }
        return switch (item) {
            case DriftItem.Appeared it -> maker(it.facts());
            case DriftItem.Ambiguous it -> maker(it.facts());
            case DriftItem.Replaced it -> maker(it.now());
            case DriftItem.Vanished _,
                    DriftItem.Changed _,
                    DriftItem.Moved _,
                    DriftItem.ModuleMoved _,
                    DriftItem.Conflict _,
                    DriftItem.Unanswered _,
                    DriftItem.Learned _ ->
                    List.of();
        };
    }

    private static List<String> maker(Facts facts) {
        return facts.value(NameplateField.MANUFACTURER).stream().toList();
    }
}
