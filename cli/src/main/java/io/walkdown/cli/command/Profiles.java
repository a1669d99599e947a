package io.walkdown.cli.command;

import io.walkdown.profiles.Finding;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.site.Site;
import io.walkdown.simulator.SimulatedPlant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// The profiles that commands know: the shipped ones, the simulated plant's, a site's overlays.
final class Profiles {
    private static final String SIMULATED = "simulated-profiles.yaml";

    private Profiles() {}

    /// The shipped profiles and the simulated plant's, which hold on loopback alone (S12).
    static ProfileLibrary shipped() {
        return ProfileLibrary.builtIn().withSimulated(SIMULATED, simulated());
    }

    private static String simulated() {
        try (InputStream in = SimulatedPlant.class.getResourceAsStream(SIMULATED)) {
            if (in == null) {
                throw new IllegalStateException(SIMULATED + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those profiles with the site's overlays applied, one after the other.
    static ProfileLibrary withOverlays(Console console, ProfileLibrary shipped, Site site) {
        LocalDate today = LocalDate.ofInstant(console.clock().instant(), site.timeZone());
        ProfileLibrary profiles = shipped;
        for (Path overlay : site.overlays()) {
            profiles =
                    switch (profiles.withOverlay(overlay.toString(), text(overlay), today)) {
                        case ProfileLibrary.Result.Loaded(ProfileLibrary loaded) -> loaded;
                        case ProfileLibrary.Result.Invalid(List<Finding> findings) ->
                                throw wrong(console, overlay, findings);
                    };
        }
        return profiles;
    }

    static Failure wrong(Console console, Path file, List<Finding> findings) {
        findings.forEach(finding -> console.tell(finding.text()));
        return new Failure(
                ExitCode.CONFIGURATION,
                "%s has %d %s; nothing was sent"
                        .formatted(
                                file, findings.size(), findings.size() == 1 ? "error" : "errors"),
                "it is not what a profile or overlay file must be",
                "correct the lines named above and look again with: walkdown profiles check "
                        + file);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "cannot read " + file + "; nothing was sent",
                    "there is no such file, or it is no UTF-8 text",
                    "correct its name, or its permissions");
        }
    }
}
