package io.walkdown.cli.command;

import io.walkdown.profiles.Finding;
import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.Match;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.plan.Asked;
import io.walkdown.scanner.plan.KnownBadLists;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.Planner.Chosen;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.site.Diagnostic;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Parsed;
import io.walkdown.scanner.site.Selector;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Everything that a command works on: the site file, its profiles, its baseline and this machine's
/// state folder.
///
/// @param console where diagnostics go
/// @param site the site file, found right
/// @param profiles built-in and simulated ones, with the site's overlays
/// @param knownBad the shipped known-bad list and the site's (S8)
/// @param lists a line for each of the site's known-bad lists
/// @param baseline the accepted assets; empty where there is none yet
/// @param state this machine's state folder
record Workspace(
        Console console,
        Site site,
        ProfileLibrary profiles,
        KnownBadList knownBad,
        List<String> lists,
        Optional<Baseline> baseline,
        StateFolder state) {

    /// Reads everything; every finding of the site file is printed.
    ///
    /// @throws Failure with exit code 78 or 4 where a file is wrong
    static Workspace open(Console console, CommonOptions options) {
        ProfileLibrary shipped = Profiles.shipped();
        Site site = site(console, options.site, shipped);
        ProfileLibrary profiles = Profiles.withOverlays(console, shipped, site);
        KnownBadLists.Result.Loaded knownBad = knownBad(console, site, profiles);
        return new Workspace(
                console,
                site,
                profiles,
                knownBad.list(),
                knownBad.used(),
                Baselines.read(site.baseline()),
                state(console));
    }

    /// The site file alone; every finding of it is printed.
    ///
    /// @throws Failure with exit code 78 or 4 where it is wrong
    static Site site(Console console, CommonOptions options) {
        return site(console, options.site, Profiles.shipped());
    }

    /// The site's folder of runs; empty where the site file cannot be read, of which nothing is
    /// printed.
    static Optional<Path> runs(Console console, CommonOptions options) {
        return switch (SiteFile.read(
                resolved(console, options.site),
                known(Profiles.shipped()),
                console.clock().instant())) {
            case SiteFile.Result.Loaded(Site loaded, var _) -> Optional.of(loaded.runs());
            case SiteFile.Result.Invalid _ -> Optional.empty();
        };
    }

    private static Site site(Console console, Path file, ProfileLibrary shipped) {
        return switch (SiteFile.read(
                resolved(console, file), known(shipped), console.clock().instant())) {
            case SiteFile.Result.Loaded(Site loaded, List<Diagnostic> warnings) -> {
                warnings.forEach(warning -> console.diagnose(warning.text()));
                yield loaded;
            }
            case SiteFile.Result.Invalid invalid -> throw wrong(console, file, invalid);
        };
    }

    private static KnownBadLists.Result.Loaded knownBad(
            Console console, Site site, ProfileLibrary profiles) {
        return switch (KnownBadLists.read(site, profiles)) {
            case KnownBadLists.Result.Loaded loaded -> loaded;
            case KnownBadLists.Result.Invalid(List<Finding> findings) ->
                    throw Profiles.wrong(console, Path.of(findings.getFirst().file()), findings);
        };
    }

    private static Path resolved(Console console, Path file) {
        return file.isAbsolute() ? file : console.folder().resolve(file);
    }

    private static KnownProfiles known(ProfileLibrary library) {
        return new KnownProfiles(id -> library.find(id).isPresent(), library::suggest);
    }

    private static Failure wrong(Console console, Path file, SiteFile.Result.Invalid invalid) {
        invalid.findings().forEach(finding -> console.diagnose(finding.text()));
        long errors = invalid.findings().stream().filter(Diagnostic::isError).count();
        boolean contract = invalid.kind() == Diagnostic.Kind.CONTRACT;
        return new Failure(
                contract ? ExitCode.REFUSED : ExitCode.CONFIGURATION,
                "%s has %d %s; nothing was sent"
                        .formatted(file, errors, errors == 1 ? "error" : "errors"),
                contract
                        ? "it asks for what the safety contract refuses"
                        : "it is not what a site file must be",
                "correct the lines named above and look again with: walkdown plan --site " + file);
    }

    static StateFolder state(Console console) {
        return StateFolder.find(console.env(), home(console));
    }

    /// The folder of what is a user's own: the state folder, unless several users share that.
    static StateFolder own(Console console) {
        StateFolder state = state(console);
        return state.isShared() ? StateFolder.own(console.env(), home(console)) : state;
    }

    private static Path home(Console console) {
        return Path.of(console.env().getOrDefault("HOME", ".")).toAbsolutePath();
    }

    /// The plan of a scan that would start now.
    ///
    /// @param only selectors as typed
    ScanPlan plan(FileLedger ledger, List<String> only) {
        return plan(ledger, only, List.of());
    }

    /// The plan of a scan that would start now.
    ///
    /// @param only selectors as typed
    /// @param canaries devices that are to be visited first of their kinds, as typed
    ScanPlan plan(FileLedger ledger, List<String> only, List<String> canaries) {
        canaries.forEach(this::requireDevice);
        return planner(ledger)
                .plan(site, chosen(only), Set.copyOf(canaries), console.clock().instant());
    }

    /// The plan of one request that a person asks for by name.
    ///
    /// @param device its name in the site file
    Asked ask(FileLedger ledger, String device, ReadRequest request, OptionalInt place) {
        return planner(ledger).ask(site, chosen(device), request, place, console.clock().instant());
    }

    private void requireDevice(String name) {
        if (site.device(name).isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--canary " + name + " is no device",
                    "no entry of %s has that name".formatted(site.file()),
                    site.nearestName(name)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("see the devices with: walkdown plan"));
        }
    }

    /// The same plan on a day on which every device is due.
    ///
    /// @param only selectors as typed
    /// @param lookedAt the devices that an approved plan looks at again
    ScanPlan permitted(FileLedger ledger, List<String> only, Set<String> lookedAt) {
        return planner(ledger).permitted(site, chosen(only), lookedAt, console.clock().instant());
    }

    private Planner planner(FileLedger ledger) {
        return new Planner(profiles, this::knownOf, ledger, Version.text(), knownBad);
    }

    private List<Chosen> chosen(List<String> only) {
        return only.stream().map(this::chosen).toList();
    }

    /// Which profile holds at an endpoint, and why.
    Match match(Endpoint endpoint) {
        return profiles.match(
                endpoint.profile(), knownOf(endpoint).orElse(KnownFacts.NONE), endpoint.protocol());
    }

    private Optional<KnownFacts> knownOf(Endpoint endpoint) {
        return baseline.flatMap(known -> Baselines.facts(known, endpoint));
    }

    private Chosen chosen(String text) {
        Selector selector =
                switch (Selector.parse(text)) {
                    case Parsed.Right<Selector>(Selector parsed) -> parsed;
                    case Parsed.Wrong<Selector>(String why, String wayOut) ->
                            throw new Failure(
                                    ExitCode.USAGE, "--only " + text + " is wrong", why, wayOut);
                };
        if (site.select(List.of(selector)).isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--only " + text + " selects no device",
                    "no entry of %s fits it".formatted(site.file()),
                    site.nearestName(text)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("see the devices with: walkdown plan"));
        }
        return new Chosen(text, selector);
    }
}
