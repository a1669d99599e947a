package io.walkdown.suite.hostile;

import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.scan.History;
import io.walkdown.scanner.scan.Scan;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A process that scans one site for each folder, some at a time: `HostileScans FOLDER AT-A-TIME`.
///
/// FOLDER holds `profiles.yaml` and a folder with `site.yaml` for each scan, into which its `runs`
/// go. What goes wrong with a scan itself, and not with its device, stands in `failed.txt` there.
final class HostileScans {
    private final Path folder;
    private final ProfileLibrary profiles;
    private final SigningKey key;

    private HostileScans(Path folder) throws IOException {
        this.folder = folder;
        this.profiles =
                ProfileLibrary.builtIn()
                        .withSimulated(
                                "profiles.yaml", Files.readString(folder.resolve("profiles.yaml")));
        this.key = SigningKey.of(new StateFolder(folder.resolve("state")));
    }

    public static void main(String[] args) throws Exception {
        new HostileScans(Path.of(args[0])).all(Integer.parseInt(args[1]));
    }

    private void all(int atATime) throws IOException, InterruptedException, ExecutionException {
        try (Stream<Path> found = Files.list(folder);
                var threads = Executors.newFixedThreadPool(atATime)) {
            List<Future<?>> scans =
                    found.filter(site -> Files.exists(site.resolve("site.yaml")))
                            .sorted()
                            .<Future<?>>map(site -> threads.submit(() -> scan(site)))
                            .toList();
            for (Future<?> scan : scans) {
                scan.get();
            }
        }
    }

    private Void scan(Path place) throws IOException {
        var ledger = new OpenLedger();
        Instant now = Instant.now();
        ScanPlan plan =
                new Planner(profiles, _ -> Optional.empty(), ledger, "test")
                        .plan(site(place.resolve("site.yaml"), now), List.of(), now);
        RunFolder run = RunFolder.make(place.resolve("runs"), now, RandomGenerator.getDefault());
        Scan.Outcome outcome =
                new Scan(
                                plan,
                                run,
                                ledger,
                                History.NONE,
                                key,
                                InstantSource.system(),
                                Ticker.system())
                        .run();
        Optional<String> wrong = outcome.failure().or(outcome::stopped);
        if (wrong.isPresent()) {
            Files.writeString(place.resolve("failed.txt"), wrong.get());
        }
        return null;
    }

    private Site site(Path file, Instant now) {
        var known = new KnownProfiles(id -> profiles.find(id).isPresent(), profiles::suggest);
        return switch (SiteFile.read(file, known, now)) {
            case SiteFile.Result.Loaded(Site site, var _) -> site;
            case SiteFile.Result.Invalid(var findings) ->
                    throw new IllegalStateException(findings.toString());
        };
    }
}
