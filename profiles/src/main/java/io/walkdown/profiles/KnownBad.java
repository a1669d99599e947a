package io.walkdown.profiles;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One entry of the known-bad list: a read that is never sent to a kind of device, because somebody
/// saw it do harm there (S8). It can forbid and never allow.
///
/// @param request the read
/// @param profiles the profiles of the kind, by id; a simulated profile counts as the one that it
///   stands for; empty: any
/// @param kind what else tells the kind; a pattern `.*` says nothing
/// @param effect what was seen
/// @param source the document, page or thread
/// @param date when it was looked up
/// @param grade how well it is known
/// @param reportedBy who saw it
/// @param place the file and line of the entry
public record KnownBad(
        ReadRequest request,
        Set<String> profiles,
        MatchRule kind,
        String effect,
        String source,
        LocalDate date,
        Evidence.Grade grade,
        String reportedBy,
        String place) {
    static final String ANY = ".*";

    public KnownBad {
        profiles = Set.copyOf(profiles);
    }

    /// How a device stands to an entry.
    public enum Standing {
        /// Something that is known of it is not the kind's.
        OTHER_KIND,
        /// Nothing that is known speaks against it, and something that would tell is not known.
        POSSIBLE,
        /// It is of the kind.
        THAT_KIND
    }

    /// Whether a device with that profile may be of the kind.
    boolean concerns(Profile profile) {
        return profiles.isEmpty()
                || profiles.contains(profile.id())
                || profiles.contains(profile.simulates());
    }

    /// How a device whose profile the entry concerns stands to it.
    public Standing standing(KnownFacts facts) {
        Set<Standing> all =
                Set.copyOf(
                        Stream.of(
                                        standing(kind.manufacturer(), facts.manufacturer()),
                                        standing(kind.orderNumber(), facts.orderNumber()),
                                        standing(kind.model(), facts.model()),
                                        standing(kind.firmware(), facts.firmware()))
                                .toList());
        return all.contains(Standing.OTHER_KIND)
                ? Standing.OTHER_KIND
                : all.contains(Standing.POSSIBLE) ? Standing.POSSIBLE : Standing.THAT_KIND;
    }

    private static Standing standing(Pattern pattern, Optional<String> fact) {
        if (pattern.pattern().equals(ANY)) {
            return Standing.THAT_KIND;
        }
        return fact.map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value ->
                        pattern.matcher(value).matches() ? Standing.THAT_KIND : Standing.OTHER_KIND)
                .orElse(Standing.POSSIBLE);
    }

    /// The kind in plain words, for example `order number 6ES7 31[57]-.*`.
    public String kindText() {
        Stream<String> named =
                Stream.of(
                                said("manufacturer", kind.manufacturer()),
                                said("order number", kind.orderNumber()),
                                said("model", kind.model()),
                                said("firmware", kind.firmware()))
                        .flatMap(Optional::stream);
        Stream<String> ids =
                profiles.isEmpty()
                        ? Stream.of()
                        : Stream.of(
                                "profile "
                                        + String.join(" or ", profiles.stream().sorted().toList()));
        return String.join(", ", Stream.concat(ids, named).toList());
    }

    private static Optional<String> said(String name, Pattern pattern) {
        return pattern.pattern().equals(ANY)
                ? Optional.empty()
                : Optional.of(name + " " + pattern.pattern());
    }

    /// Everything that decides what the entry forbids, in one line.
    String deciding() {
        return String.join(
                "\t",
                request.id(),
                String.join(",", profiles.stream().sorted().toList()),
                kind.manufacturer().pattern(),
                kind.orderNumber().pattern(),
                kind.model().pattern(),
                kind.firmware().pattern());
    }
}
