package io.walkdown.scanner.baseline;

import java.util.List;

/// What people say of an asset. No scan and no acceptance touches it (S15).
///
/// @param owner who answers for it; may be empty, like all of these
/// @param criticality how much it would be missed, in the site's own words
/// @param location where it stands
/// @param notes anything
/// @param labels anything to sort by; sorted, each once
public record Human(
        String owner, String criticality, String location, String notes, List<String> labels) {
    /// Nobody said anything yet.
    public static final Human NOTHING = new Human("", "", "", "", List.of());

    public Human {
        labels = labels.stream().distinct().sorted().toList();
    }
}
