package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The right to scan a site, which one process of this machine has at a time.
///
/// A site's own limits, and those of its shared-fate groups, hold for everything that is sent there
/// (S6); two scans that each kept to them would together be twice as much. So a second one is
/// refused while the first runs. Sites are told apart by name. The system gives the right back when
/// the process ends, however it ends; who has it stands in `scans/SITE-HEX.json`, for others to
/// read. Thread-safe.
public final class SiteLock implements AutoCloseable {
    private static final int LOOKS = 40;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final FolderLocks locks;
    private final String place;
    private final StateFolder folder;
    private final Path words;
    private final SiteRests rests;

    private SiteLock(
            FolderLocks locks, String place, StateFolder folder, Path words, SiteRests rests) {
        this.locks = locks;
        this.place = place;
        this.folder = folder;
        this.words = words;
        this.rests = rests;
    }

    /// What became of a claim.
    public sealed interface Claim {
        /// It is the claimant's until the lock is closed.
        record Granted(SiteLock lock) implements Claim {}

        /// Another scan of the site runs.
        ///
        /// @param by who runs it, in plain words
        /// @param since since when; empty where nobody knows
        record Held(String by, Optional<Instant> since) implements Claim {}
    }

    static Claim claim(
            FolderLocks locks, StateFolder folder, String site, BootClock boot, Instant now) {
        String place = "scan of " + site;
        Path words = folder.resolve("scans").resolve(KillSwitch.fileName(site));
        var lock = new SiteLock(locks, place, folder, words, new SiteRests(folder, site, boot));
        try {
            if (!locks.take(place, lock)) {
                return holder(words);
            }
            lock.write(now);
        } catch (IOException e) {
            lock.close();
            throw new StoreException("cannot claim " + site + " in " + folder.path(), e);
        }
        return new Claim.Granted(lock);
    }

    /// When the site was last sent anything; nobody else has it while the lock is held.
    public SiteRests rests() {
        return rests;
    }

    /// Nothing rests on these words, so they are written in place: a reader passes over half of
    /// them.
    private void write(Instant now) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("process", ProcessHandle.current().pid());
        line.put("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
        folder.folder("scans");
        Files.writeString(words, JsonText.indented(line));
        folder.share(words);
    }

    /// Who has just taken the lock may not have written yet, over words of one that died.
    private static Claim.Held holder(Path words) {
        Optional<Claim.Held> told = told(words);
        for (int look = 0; told.isEmpty() && look < LOOKS; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            told = told(words);
        }
        return told.orElseGet(() -> new Claim.Held("another process", Optional.empty()));
    }

    private static Optional<Claim.Held> told(Path words) {
        try {
            JsonFields fields =
                    JsonFields.of(words.toString(), Json.parse("", Files.readString(words)));
            long process = fields.number("process").longValue();
            Optional<Instant> since =
                    fields.parsed("since", "a time such as 2026-11-23T07:35:00Z", Instant::parse);
            return Optional.of(new Claim.Held("process %d".formatted(process), since))
                    .filter(_ -> ProcessHandle.of(process).isPresent());
        } catch (IOException | JsonProblem.Found e) {
            return Optional.empty();
        }
    }

    /// Gives the right back.
    @Override
    public void close() {
        if (locks.isOurs(place)) {
            forget();
        }
        try {
            locks.releaseAll(this);
        } catch (IOException e) {
            throw new StoreException("cannot give %s back: %s".formatted(place, words), e);
        }
    }

    /// Words that stay are written over by whoever claims next.
    private void forget() {
        try {
            Files.deleteIfExists(words);
        } catch (IOException _) {
            // nothing rests on them
        }
    }
}
