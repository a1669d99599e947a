package io.walkdown.cli.command;

import io.walkdown.cli.view.Times;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import io.walkdown.scanner.store.KillSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a site's kill switch (S9), also where the rest of the site file is wrong: stopping must
/// not wait for somebody to correct a file.
final class SiteSwitch {
    private static final Pattern SITE_LINE =
            Pattern.compile("(?m)^site:\\s*(?:\"([^\"]+)\"|'([^']+)'|([^\"'#\\s][^#\\n]*))");

    private SiteSwitch() {}

    /// The switch of the site whose file the options name.
    static KillSwitch of(Console console, CommonOptions options) {
        Path file =
                options.site.isAbsolute() ? options.site : console.folder().resolve(options.site);
        return of(console, siteName(console, file));
    }

    /// The switch of the site of that name.
    static KillSwitch of(Console console, String site) {
        return new KillSwitch(Workspace.state(console).made(), site);
    }

    private static String siteName(Console console, Path file) {
        var anyProfile = new KnownProfiles(id -> true, id -> Optional.empty());
        SiteFile.Result read = SiteFile.read(file, anyProfile, console.clock().instant());
        return read instanceof SiteFile.Result.Loaded(var site, var _)
                ? site.name()
                : nameLine(file);
    }

    private static String nameLine(Path file) {
        try {
            Matcher line = SITE_LINE.matcher(Files.readString(file));
            if (line.find()) {
                for (int group = 1; group <= 3; group++) {
                    if (line.group(group) != null) {
                        return line.group(group).strip();
                    }
                }
            }
            throw unnamed(file, "it has no line `site: NAME`");
        } catch (IOException e) {
            throw unnamed(file, "the file cannot be read");
        }
    }

    private static Failure unnamed(Path file, String why) {
        return new Failure(
                ExitCode.CONFIGURATION,
                file + " does not say which site is meant",
                why,
                "name the site's file with --site; Ctrl-C stops a scan at its own terminal");
    }

    /// Refuses to send anything for a site that is stopped.
    static void requireRunning(Console console, Site site) {
        if (of(console, site.name()).state() instanceof KillSwitch.State.Stopped stopped) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "the site is stopped; nothing was sent",
                    "S9: " + words(stopped, site.timeZone()),
                    "when the plant may be contacted again:"
                            + " walkdown resume --by NAME --reason TEXT");
        }
    }

    /// Who stopped it and why, in one line.
    ///
    /// @param zone the site's
    static String words(KillSwitch.State.Stopped stopped, ZoneId zone) {
        return stopped.by().isEmpty()
                ? stopped.reason()
                : "stopped by %s at %s: %s"
                        .formatted(stopped.by(), Times.dated(stopped.at(), zone), stopped.reason());
    }
}
