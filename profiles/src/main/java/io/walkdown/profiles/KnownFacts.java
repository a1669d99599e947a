package io.walkdown.profiles;

import java.util.Optional;

/// What the baseline knows of a device, as far as a profile can be matched by it.
///
/// @param manufacturer manufacturer's name
/// @param orderNumber order number
/// @param model model or product name
/// @param firmware firmware revision
public record KnownFacts(
        Optional<String> manufacturer,
        Optional<String> orderNumber,
        Optional<String> model,
        Optional<String> firmware) {
    /// Nothing is known.
    public static final KnownFacts NONE =
            new KnownFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Whether anything is known.
    public boolean any() {
        return !equals(NONE);
    }
}
