package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Module;
import java.util.Comparator;

/// A module or unit as a baseline keeps it.
///
/// @param place where it sits in its asset
/// @param facts what it says of itself
public record AcceptedModule(Module.Place place, Facts facts)
        implements Comparable<AcceptedModule> {
    static final Comparator<Module.Place> BY_PLACE =
            Comparator.comparing(Module.Place::kind).thenComparingInt(Module.Place::number);

    @Override
    public int compareTo(AcceptedModule other) {
        return BY_PLACE.compare(place, other.place);
    }
}
