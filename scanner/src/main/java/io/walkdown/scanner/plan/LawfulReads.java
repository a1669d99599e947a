package io.walkdown.scanner.plan;

import io.walkdown.profiles.KnownBad;
import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.ReadOpenConnections;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the known-bad list leaves of one device's reads (S8).
///
/// Three things can become of an entry. Where the baseline knows that the device is of its kind,
/// the read is not planned. Where an answer tells the kind before the read is due, the dialogue
/// decides then. Where the read is due before any answer could tell, and nothing rules the kind
/// out, the device is withheld until a person acknowledges S8; that person never lifts what is
/// known for certain.
///
/// @param profile the device's profile without the reads that are forbidden for certain
/// @param reads what the dialogue has to rule out
/// @param warnings a line for each read that is left out
record LawfulReads(Profile profile, KnownBadReads reads, List<String> warnings) {
    LawfulReads {
        warnings = List.copyOf(warnings);
    }

    /// Asks the list.
    ///
    /// @param baseline what is known of the device at the endpoint
    static LawfulReads of(KnownBadList list, Profile profile, KnownFacts baseline) {
        // what is known of a gateway tells nothing of the units behind it
        KnownFacts known = profile.budget().perUnit() ? KnownFacts.NONE : baseline;
        KnownBadReads reads = list.of(profile, known);
        List<String> warnings =
                reads.certain().stream()
                        .filter(profile::allows)
                        .sorted(Comparator.comparing(ReadRequest::id))
                        .flatMap(read -> reads.certain(read, KnownFacts.NONE).stream())
                        .map(entry -> reads.words(entry, KnownFacts.NONE) + "; it is not planned")
                        .toList();
        return new LawfulReads(KnownBadList.without(profile, reads.certain()), reads, warnings);
    }

    /// Why nothing is asked where the list has taken the reads without which a visit has no use;
    /// empty where it has taken none.
    Optional<Withholding> nothingLeft() {
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Withholding.missed(
                                "S8", String.join("; ", warnings) + ", and nothing else is left"));
    }

    /// Why the device is withheld: a read that comes before any answer could tell its kind.
    Optional<Withholding> undecided(Endpoint endpoint, Dialogue dialogue, Instant now) {
        return endpoint.acknowledgement("S8", now).isPresent()
                ? Optional.empty()
                : blind(dialogue).stream()
                        .flatMap(read -> reads.possible(read).stream())
                        .findFirst()
                        .map(this::undecided);
    }

    private Withholding undecided(KnownBad entry) {
        return Withholding.missed(
                "S8",
                reads.words(entry, KnownFacts.NONE)
                        + "; it is asked before the device can tell its kind: take its order number"
                        + " into the baseline, or acknowledge: {rule: S8, by, reason, until}");
    }

    /// The reads that come before an answer tells what the device is: the first one, and the one
    /// behind a count of open connections.
    private static List<ReadRequest> blind(Dialogue dialogue) {
        List<ReadRequest> reads =
                dialogue.legs().stream()
                        .flatMap(leg -> leg.steps().stream())
                        .filter(step -> step.kind() == Step.Kind.READ)
                        .flatMap(step -> ReadRequest.byId(step.request()).stream())
                        .limit(2)
                        .toList();
        boolean counts = !reads.isEmpty() && reads.getFirst() instanceof ReadOpenConnections;
        return counts ? reads : reads.stream().limit(1).toList();
    }
}
