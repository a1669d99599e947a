package io.walkdown.scanner.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A site's stop that outlives its process (S9): every Walkdown process of the site stops sending,
/// and none starts, until somebody resumes.
///
/// The latch is a file in the state folder, `stops/SITE-HEX.json`; while it is there, the site is
/// stopped, whatever it holds. Sites are told apart by name; two sites of one name share a switch.
/// Who stopped and resumed is kept in `stops.ndjson`. Thread-safe, and between processes.
public final class KillSwitch {
    private final StateFolder folder;
    private final String site;
    private final Path latch;
    private final Path history;

    /// The switch of that site.
    ///
    /// @param folder made already
    /// @param site the site's name
    public KillSwitch(StateFolder folder, String site) {
        this.folder = folder;
        this.site = site;
        this.latch = folder.resolve("stops").resolve(fileName(site));
        this.history = folder.resolve("stops.ndjson");
    }

    /// How the switch stands.
    public sealed interface State {
        /// Contact is allowed as far as this switch goes.
        record Running() implements State {}

        /// Nothing may be sent.
        ///
        /// @param by who stopped it, as told
        /// @param reason why, as told
        /// @param at when; the epoch where the latch cannot be read
        record Stopped(String by, String reason, Instant at) implements State {}
    }

    /// Whether the site is stopped: one look at the folder, made to be asked often. What cannot be
    /// looked up counts as stopped.
    public boolean isStopped() {
        return !Files.notExists(latch);
    }

    /// How the switch stands, and by whom.
    public State state() {
        return isStopped() ? stopped() : new State.Running();
    }

    /// Stops the site, durably when it returns. A site that is stopped already keeps who stopped it
    /// first. A full disk does not keep a site from being stopped: the latch then says less.
    ///
    /// @throws StoreException if it cannot be stopped, or if it is stopped and who did it cannot be
    ///   written down; the message says which
    public void stop(String by, String reason, Instant at) {
        if (!isStopped()) {
            latch(by, reason, at);
        }
        try {
            note("stop", by, reason, at);
        } catch (StoreException e) {
            throw new StoreException("the site is stopped, but " + e.getMessage());
        }
    }

    private void latch(String by, String reason, Instant at) {
        try {
            folder.folder("stops");
        } catch (IOException e) {
            throw new StoreException("the site is not stopped: cannot make " + parent(), e);
        }
        try {
            AtomicFile.write(latch, JsonText.indented(line("stop", by, reason, at)));
        } catch (StoreException e) {
            latchWithoutWords(e);
            return;
        }
        try {
            folder.share(latch);
        } catch (IOException _) {
            // it stops all the same; others may not read who did it
        }
    }

    /// An empty file stops as well, and needs no room for words.
    private void latchWithoutWords(StoreException why) {
        try {
            if (!isStopped()) {
                Files.createFile(latch);
                AtomicFile.forceFolder(parent());
            }
        } catch (IOException e) {
            throw new StoreException("the site is not stopped: " + why.getMessage());
        }
    }

    /// Lets the site be contacted again.
    ///
    /// @return whether it was stopped
    public boolean resume(String by, String reason, Instant at) {
        boolean was = isStopped();
        note("resume", by, reason, at);
        try {
            Files.deleteIfExists(latch);
            if (was) {
                AtomicFile.forceFolder(parent());
            }
        } catch (IOException e) {
            throw new StoreException("cannot remove " + latch, e);
        }
        return was;
    }

    /// The site's name.
    public String site() {
        return site;
    }

    /// The file whose existence stops the site: `touch` does, where nothing else works.
    public Path latch() {
        return latch;
    }

    private State stopped() {
        try {
            JsonFields fields =
                    JsonFields.of(latch.toString(), Json.parse("", Files.readString(latch)));
            String by = fields.text("by");
            String reason = fields.text("reason");
            var at = fields.parsed("at", "a time", Instant::parse);
            return new State.Stopped(by, reason, at.orElse(Instant.EPOCH));
        } catch (IOException | JsonProblem.Found e) {
            return isStopped()
                    ? new State.Stopped("", "the stop file cannot be read", Instant.EPOCH)
                    : new State.Running();
        }
    }

    private Map<String, @Nullable Object> line(String what, String by, String reason, Instant at) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("at", at.toString());
        line.put("what", what);
        line.put("site", site);
        line.put("by", by);
        line.put("reason", reason);
        return line;
    }

    /// A line that a crash cut off is ended first, so that it spoils no other.
    private void note(String what, String by, String reason, Instant at) {
        try (var out = new RandomAccessFile(history.toFile(), "rw")) {
            String text = JsonText.line(line(what, by, reason, at)) + "\n";
            long end = out.length();
            out.seek(Math.max(0, end - 1));
            boolean cutOff = end > 0 && out.read() != '\n';
            out.seek(end);
            out.write(((cutOff ? "\n" : "") + text).getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
            folder.share(history);
        } catch (IOException e) {
            throw new StoreException("cannot write " + history, e);
        }
    }

    private Path parent() {
        return latch.resolveSibling(".").normalize();
    }

    /// A file name for a site: readable, and its own.
    static String fileName(String site) {
        String readable = site.replaceAll("[^A-Za-z0-9-]", "_");
        return readable.substring(0, Math.min(40, readable.length()))
                + "-"
                + digest(site)
                + ".json";
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
