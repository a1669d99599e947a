package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which approved plans of a site this machine has run (S5), kept apart from the runs themselves,
/// which a clone does not have and a person can move.
///
/// It is the file `approvals/SITE-HEX.ndjson` in the state folder, a line for each run, and is
/// written by whoever has the site's [SiteLock]. A last line that a crash cut off was never on the
/// disk in whole, so nothing was sent for it.
public final class UsedPlans {
    private static final int VERSION = 1;

    private final StateFolder folder;
    private final Path file;

    /// Those of that site.
    ///
    /// @param folder made already
    public UsedPlans(StateFolder folder, String site) {
        this.folder = folder;
        String name = KillSwitch.fileName(site).replaceFirst("\\.json$", ".ndjson");
        this.file = folder.resolve("approvals").resolve(name);
    }

    private record Use(String hash, Instant made) {}

    /// How often that approval was used.
    ///
    /// @param hash the plan's
    /// @param made when it was made; with the hash it names the approval
    /// @throws StoreException if that cannot be read: then nothing may be sent
    public int times(String hash, Instant made) {
        return Math.toIntExact(uses().stream().filter(new Use(hash, made)::equals).count());
    }

    /// Notes a use, durably when it returns.
    ///
    /// @param run the id of the run that uses it
    /// @throws StoreException if it cannot be written: then nothing may be sent
    public void note(String hash, Instant made, String run, Instant now) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("version", VERSION);
        line.put("hash", hash);
        line.put("made", made.toString());
        line.put("run", run);
        line.put("at", now.toString());
        try {
            Path parent = folder.folder("approvals");
            AppendedLines.locked(file, lines -> lines.append(JsonText.line(line)));
            folder.share(file);
            AtomicFile.forceFolder(parent);
        } catch (IOException e) {
            throw new StoreException("cannot write " + file, e);
        }
    }

    private List<Use> uses() {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            List<Use> uses = new ArrayList<>();
            String text = Files.readString(file);
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                uses.add(use(line, uses.size() + 1));
            }
            return uses;
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    private Use use(String line, int number) {
        try {
            JsonFields fields = JsonFields.of(file.toString(), Json.parse("", line));
            fields.whole("version", VERSION, VERSION);
            String hash = fields.text("hash");
            Instant made =
                    fields.parsed("made", LedgerEntry.TIME, Instant::parse).orElse(Instant.EPOCH);
            String _ = fields.text("run");
            String _ = fields.text("at");
            if (!fields.problems().isEmpty()) {
                throw new JsonProblem.Found(fields.problems().getFirst());
            }
            return new Use(hash, made);
        } catch (JsonProblem.Found found) {
            throw new StoreException(
                    "%s:%d: %s. Nobody knows any more which approved plans were run, and nothing is sent (S5). Repair that line or bring the file back from a backup"
                            .formatted(file, number, found.problem().message()));
        }
    }
}
