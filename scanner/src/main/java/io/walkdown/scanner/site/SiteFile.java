package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Diagnostic.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads `site.yaml`. Every finding of a file is collected, so that one reading tells all; nothing
/// is sent, resolved or written.
public final class SiteFile {
    /// The longest file that is read, in bytes: 8 MiB, some fifty thousand devices.
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String WAY_OUT = "name it with --site, or write one with walkdown init";

    private SiteFile() {}

    /// What became of a reading.
    public sealed interface Result {
        /// The file is right.
        ///
        /// @param site what it says
        /// @param warnings what a person should look at, in the file's order
        record Loaded(Site site, List<Diagnostic> warnings) implements Result {
            public Loaded {
                warnings = List.copyOf(warnings);
            }
        }

        /// The file cannot be used.
        ///
        /// @param findings errors and warnings in the file's order, at least one error
        record Invalid(List<Diagnostic> findings) implements Result {
            public Invalid {
                findings = List.copyOf(findings);
            }

            /// What decides the exit code: configuration (78) where any error is one, else the
            /// contract (4).
            public Kind kind() {
                return findings.stream()
                                .anyMatch(d -> d.isError() && d.kind() == Kind.CONFIGURATION)
                        ? Kind.CONFIGURATION
                        : Kind.CONTRACT;
            }
        }
    }

    /// Reads a site file.
    ///
    /// @param file the file; it is named in diagnostics as given here
    /// @param profiles which profile ids there are
    /// @param now decides which acknowledgements have expired
    public static Result read(Path file, KnownProfiles profiles, Instant now) {
        Complaints complaints = new Complaints(file.toString());
        Optional<Site> site =
                YamlFile.node(file, MAX_BYTES, WAY_OUT, complaints)
                        .flatMap(
                                root -> new SiteReader(file, complaints, profiles, now).read(root));
        List<Diagnostic> findings = complaints.inOrder();
        return site.isPresent() && findings.stream().noneMatch(Diagnostic::isError)
                ? new Result.Loaded(site.get(), findings)
                : new Result.Invalid(findings);
    }
}
