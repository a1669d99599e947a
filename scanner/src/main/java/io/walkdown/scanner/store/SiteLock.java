package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;

/// The right to scan a site, which one process of this machine has at a time.
///
/// A site's own limits, and those of its shared-fate groups, hold for everything that is sent there
/// (S6); two scans that each kept to them would together be twice as much. So a second one is
/// refused while the first runs. Sites are told apart by name. The system gives the right back when
/// the process ends, however it ends; who has it stands in `scans/SITE-HEX.json`, for others to
/// read. Thread-safe.
public final class SiteLock implements AutoCloseable {
    private final FolderLocks locks;
    private final String place;
    private final Path words;

    private SiteLock(FolderLocks locks, String place, Path words) {
        this.locks = locks;
        this.place = place;
        this.words = words;
    }

    /// What became of a claim.
    public sealed interface Claim {
        /// It is the claimant's until the lock is closed.
        record Granted(SiteLock lock) implements Claim {}

        /// Another scan of the site runs.
        ///
        /// @param by who runs it and since when, in plain words
        record Held(String by) implements Claim {}
    }

    static Claim claim(FolderLocks locks, StateFolder folder, String site, Instant now) {
        String place = "scan of " + site;
        Path words = folder.resolve("scans").resolve(KillSwitch.fileName(site));
        try {
            if (!locks.take(place, new Object())) {
                return new Claim.Held(holder(words));
            }
            var line = new LinkedHashMap<String, Object>();
            line.put("process", ProcessHandle.current().pid());
            line.put("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
            Files.createDirectories(words.resolveSibling("."));
            AtomicFile.write(words, JsonText.indented(line));
        } catch (IOException e) {
            throw new StoreException("cannot claim " + site + " in " + folder.path(), e);
        }
        return new Claim.Granted(new SiteLock(locks, place, words));
    }

    private static String holder(Path words) {
        try {
            JsonFields fields =
                    JsonFields.of(words.toString(), Json.parse("", Files.readString(words)));
            return "process %s, since %s".formatted(fields.number("process"), fields.text("since"));
        } catch (IOException | JsonProblem.Found e) {
            return "another process";
        }
    }

    /// Gives the right back.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(words);
            locks.release(place);
        } catch (IOException e) {
            throw new StoreException("cannot give " + place + " back", e);
        }
    }
}
