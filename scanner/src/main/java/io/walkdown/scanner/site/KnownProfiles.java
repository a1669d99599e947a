package io.walkdown.scanner.site;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which profile ids there are, as the caller knows them.
///
/// @param known whether there is a profile of that id
/// @param suggest what a wrong id was probably meant to be
public record KnownProfiles(Predicate<String> known, Function<String, Optional<String>> suggest) {
    /// Exactly those ids.
    public static KnownProfiles of(Collection<String> ids) {
        Set<String> all = Set.copyOf(ids);
        return new KnownProfiles(all::contains, id -> Suggestion.nearest(id, all));
    }

    /// Any id; for commands that need no profile.
    public static KnownProfiles any() {
        return new KnownProfiles(id -> true, id -> Optional.empty());
    }
}
