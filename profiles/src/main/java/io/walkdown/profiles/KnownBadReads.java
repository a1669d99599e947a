package io.walkdown.profiles;

import io.walkdown.profiles.KnownBad.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the known-bad list says of one device's reads (S8). Immutable, so threads may share it.
///
/// @param entries every entry that concerns the device's profile
/// @param known what was known of the device before it was asked
public record KnownBadReads(List<KnownBad> entries, KnownFacts known) {
    /// Nothing is forbidden.
    public static final KnownBadReads NONE = new KnownBadReads(List.of(), KnownFacts.NONE);

    private static final int DIGEST_BYTES = 8;

    public KnownBadReads {
        entries = List.copyOf(entries);
    }

    /// The entry that forbids that read for certain, by what was known before and what the device
    /// told since.
    ///
    /// @param told what the device told; it counts more than what was known before
    public Optional<KnownBad> certain(ReadRequest request, KnownFacts told) {
        KnownFacts facts = facts(told);
        return entries.stream()
                .filter(entry -> entry.request().equals(request))
                .filter(entry -> entry.standing(facts) == Standing.THAT_KIND)
                .findFirst();
    }

    /// The reads that are forbidden before anything is asked.
    public Set<ReadRequest> certain() {
        return entries.stream()
                .filter(entry -> entry.standing(known) == Standing.THAT_KIND)
                .map(KnownBad::request)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Why a further read must not be sent, now that the device told that. What is not known is
    /// taken for the worse: unless something rules the entry's kind out, the read stays unsent.
    ///
    /// @param told what the device told; it counts more than what was known before
    /// @return the reason with rule and source, or empty where the read may be sent
    public Optional<String> objection(ReadRequest request, KnownFacts told) {
        KnownFacts facts = facts(told);
        return entries.stream()
                .filter(entry -> entry.request().equals(request))
                .filter(entry -> entry.standing(facts) != Standing.OTHER_KIND)
                .findFirst()
                .map(entry -> line(entry, facts));
    }

    /// The first entry that names that read and that nothing rules out before the device is asked.
    public Optional<KnownBad> possible(ReadRequest request) {
        return entries.stream()
                .filter(entry -> entry.request().equals(request))
                .filter(entry -> entry.standing(known) != Standing.OTHER_KIND)
                .findFirst();
    }

    /// A step's condition, with the entries that its answers must rule out first: so the plan's
    /// hash covers what they decide.
    public String condition(ReadRequest request, String when) {
        List<String> deciding =
                entries.stream()
                        .filter(entry -> entry.request().equals(request))
                        .map(KnownBad::deciding)
                        .sorted()
                        .toList();
        return deciding.isEmpty()
                ? when
                : "%s, and known-bad list %s does not forbid it (S8)"
                        .formatted(when, digest(String.join("\n", deciding)));
    }

    private static String line(KnownBad entry, KnownFacts facts) {
        boolean certain = entry.standing(facts) == Standing.THAT_KIND;
        return "S8: %s is known bad for %s%s: %s (%s, grade %s, %s)"
                .formatted(
                        entry.request().id(),
                        entry.kindText(),
                        certain ? "" : ", which is not ruled out",
                        entry.effect(),
                        entry.source(),
                        entry.grade().tag(),
                        entry.place());
    }

    /// Why an entry forbids its read, in one line with rule and source.
    ///
    /// @param told what the device told
    public String words(KnownBad entry, KnownFacts told) {
        return line(entry, facts(told));
    }

    private KnownFacts facts(KnownFacts told) {
        return new KnownFacts(
                told.manufacturer().or(known::manufacturer),
                told.orderNumber().or(known::orderNumber),
                told.model().or(known::model),
                told.firmware().or(known::firmware));
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
