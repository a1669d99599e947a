package io.walkdown.scanner.gate;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A finding that somebody puts up with for a while.
///
/// @param aim which finding
/// @param reason why
/// @param owner who answers for it
/// @param expires the last day on which it holds, in UTC
/// @param line where it stands in its file, from 1
public record Waiver(Aim aim, String reason, String owner, LocalDate expires, int line) {
    /// Which findings are meant: those that fit everything that is said.
    ///
    /// @param id the finding's name, ignoring case, for example `filler/firmwareRevision`
    /// @param fingerprint its fingerprint
    /// @param asset its asset's name, ignoring case
    /// @param concerns the words that name it; none: any
    /// @param field its field
    /// @param now the observed value, exactly: another one is not waived
    public record Aim(
            Optional<String> id,
            Optional<String> fingerprint,
            Optional<String> asset,
            Set<Concern> concerns,
            Optional<String> field,
            Optional<String> now) {
        public Aim {
            concerns = Set.copyOf(concerns);
        }

        boolean fits(Finding finding) {
            Subject subject = finding.subject();
            return same(id, subject.id())
                    && same(fingerprint, finding.fingerprint())
                    && same(asset, subject.asset())
                    && (concerns.isEmpty()
                            || subject.concerns().stream().anyMatch(concerns::contains))
                    && (field.isEmpty() || field.equals(subject.ofField()))
                    && (now.isEmpty() || now.get().equals(subject.words().now()));
        }

        private static boolean same(Optional<String> wanted, String other) {
            return wanted.isEmpty() || folded(wanted.get()).equals(folded(other));
        }

        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT);
        }

        /// For a person, for example `asset filler, kind firmware`.
        public String text() {
            return Stream.of(
                            id.map(it -> it),
                            fingerprint.map(it -> "fingerprint " + it),
                            asset.map(it -> "asset " + it),
                            Optional.of(kinds()).filter(it -> !it.isEmpty()),
                            field.map(it -> "field " + it),
                            now.map(it -> "now " + it))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", "));
        }

        private String kinds() {
            return concerns.isEmpty()
                    ? ""
                    : "kind "
                            + concerns.stream()
                                    .sorted()
                                    .map(Concern::id)
                                    .collect(Collectors.joining(" or "));
        }
    }

    /// Whether it holds on that day.
    public boolean holds(LocalDate today) {
        return !today.isAfter(expires);
    }

    /// For a person: why, who and until when.
    public String words() {
        return "waived by %s until %s: %s".formatted(owner, expires, reason);
    }
}
