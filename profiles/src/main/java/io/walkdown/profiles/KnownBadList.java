package io.walkdown.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The known-bad list: reads that are never sent to a kind of device (S8). A list can only forbid:
/// nothing in it can allow a read, and joining lists only adds. Immutable.
///
/// @param issuer who shares it with others; empty for a site's own
/// @param entries in the file's order
public record KnownBadList(Optional<String> issuer, List<KnownBad> entries) {
    /// A list without an entry.
    public static final KnownBadList EMPTY = new KnownBadList(Optional.empty(), List.of());

    private static final String SHIPPED = "known-bad.yaml";

    public KnownBadList {
        entries = List.copyOf(entries);
    }

    /// What reading gave.
    public sealed interface Result {
        /// The file is right.
        record Loaded(KnownBadList list) implements Result {}

        /// It is not; nothing of it is used.
        ///
        /// @param findings at least one
        record Invalid(List<Finding> findings) implements Result {
            public Invalid {
                findings = List.copyOf(findings);
            }
        }
    }

    /// The shipped list.
    ///
    /// @throws IllegalStateException where it is wrong, which no build lets pass
    public static KnownBadList builtIn() {
        return switch (read(SHIPPED, shipped(), ProfileLibrary.builtIn())) {
            case Result.Loaded(var list) -> list;
            case Result.Invalid(var findings) ->
                    throw new IllegalStateException(
                            String.join("\n", findings.stream().map(Finding::text).toList()));
        };
    }

    private static String shipped() {
        try (InputStream in = KnownBadList.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a list.
    ///
    /// @param file what findings call the text
    /// @param profiles the profiles that an entry may name
    public static Result read(String file, String yaml, ProfileLibrary profiles) {
        List<Finding> findings = new ArrayList<>();
        KnownBadList list = new KnownBadReader(file, findings, profiles).read(yaml);
        return findings.isEmpty() ? new Result.Loaded(list) : new Result.Invalid(findings);
    }

    /// Both lists' entries: what either forbids is forbidden.
    public KnownBadList and(KnownBadList other) {
        return new KnownBadList(
                Optional.empty(), Stream.concat(entries.stream(), other.entries.stream()).toList());
    }

    /// What the list says of a device's reads: every entry that concerns its profile. What the
    /// baseline knows may be of a device that was replaced since, so it rules no entry out for
    /// good; the device's own answer does.
    ///
    /// @param known what is known of the device before it is asked
    public KnownBadReads of(Profile profile, KnownFacts known) {
        return new KnownBadReads(
                entries.stream().filter(entry -> entry.concerns(profile)).toList(), known);
    }

    /// A profile without the reads that are forbidden before anything is asked.
    public static Profile without(Profile profile, Set<ReadRequest> forbidden) {
        var change = new ProfileChange(profile);
        forbidden.forEach(change::forbid);
        return change.after();
    }
}
