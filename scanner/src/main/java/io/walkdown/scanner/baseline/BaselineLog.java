package io.walkdown.scanner.baseline;

import io.walkdown.scanner.baseline.Acceptance.Result.Accepted;
import io.walkdown.scanner.store.AppendedLines;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps who accepted what, when and why, as `baseline.log.ndjson` beside the baseline: one line
/// for each acceptance, only ever added.
///
/// The line is on the disk before the baseline changes, and holds the SHA-256 of the baseline's
/// text before and after. So a crash in between leaves a baseline that nobody changed, and a last
/// line whose `after` is not the file's: the acceptance was never done, and is done again by
/// accepting again. The other way round a change without a name could be left.
public final class BaselineLog {
    /// The version of the format.
    public static final int VERSION = 2;

    private BaselineLog() {}

    /// The log that belongs to a baseline.
    public static Path beside(Path baseline) {
        String name = String.valueOf(baseline.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        return baseline.resolveSibling(stem + ".log.ndjson");
    }

    /// Writes an acceptance down and changes the baseline, both durably when it returns.
    ///
    /// @throws StoreException if the file no longer holds the baseline that was accepted into, if
    ///   another acceptance is going on, or if either file cannot be written
    public static void accept(Path baseline, Accepted accepted) {
        AppendedLines.locked(
                beside(baseline),
                lines -> {
                    requireUnchanged(baseline, accepted.before());
                    lines.append(line(accepted));
                    BaselineFile.write(baseline, accepted.after());
                });
    }

    /// What a person should know of a log whose last acceptance was broken off, in plain words
    /// (S15). Nothing is changed: the next acceptance drops an incomplete line.
    ///
    /// @param now what the baseline holds now
    /// @throws StoreException if the log is there and cannot be read
    public static List<String> remarks(Path baseline, Baseline now) {
        Path log = beside(baseline);
        var remarks = new ArrayList<String>();
        long cutOff = AppendedLines.cutOff(log);
        if (cutOff > 0) {
            remarks.add(
                    "%s ends in an incomplete line of %d bytes: whoever accepted then broke off before"
                                    .formatted(log, cutOff)
                            + " the baseline was changed; the next acceptance drops that line");
        }
        AppendedLines.last(log)
                .flatMap(line -> undone(log, line, sha256(now)))
                .ifPresent(remarks::add);
        return remarks;
    }

    /// Only a log whose last line begins at the baseline as it is tells of an acceptance that did
    /// not reach it; any other baseline was edited or put back by a person.
    private static Optional<String> undone(Path log, String line, String now) {
        try {
            JsonFields fields = JsonFields.of(log.toString(), Json.parse(log.toString(), line));
            boolean undone = fields.text("before").equals(now) && !fields.text("after").equals(now);
            return undone
                    ? Optional.of(
                            "the last acceptance in %s, by %s at %s, is not in the baseline: it broke"
                                            .formatted(log, fields.text("by"), fields.text("at"))
                                    + " off, or the baseline was put back; accept again if it is"
                                    + " meant")
                    : Optional.empty();
        } catch (JsonProblem.Found e) {
            return Optional.of(log + " ends in a line that cannot be read: " + e.problem());
        }
    }

    private static void requireUnchanged(Path file, Baseline before) {
        boolean same =
                switch (BaselineFile.read(file)) {
                    case BaselineFile.Reading.Read(Baseline now) -> now.equals(before);
                    case BaselineFile.Reading.Absent() -> before.equals(Baseline.EMPTY);
                    case BaselineFile.Reading.Wrong _ -> false;
                };
        if (!same) {
            throw new StoreException(
                    file + " was changed while it was looked at; look at the drift again");
        }
    }

    private static String line(Accepted accepted) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("version", VERSION);
        out.put("at", accepted.acceptance().at().toString());
        out.put("by", accepted.acceptance().by());
        out.put("reason", accepted.acceptance().reason());
        out.put("run", accepted.run());
        out.put("items", accepted.taken().stream().map(BaselineLog::item).toList());
        out.put("assets", states(accepted));
        out.put("before", sha256(accepted.before()));
        out.put("after", sha256(accepted.after()));
        return JsonText.line(out);
    }

    private static Map<String, @Nullable Object> item(DriftItem item) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("id", item.id());
        out.put("kind", item.kind().id());
        out.put("asset", item.asset());
        DriftWords words = DriftWords.of(item);
        out.put("before", words.before());
        out.put("now", words.now());
        evidence(item).ifPresent(evidence -> out.put("evidence", evidence));
        if (item instanceof DriftItem.Moved moved && !moved.newName().equals(moved.asset())) {
            out.put("newName", moved.newName());
        }
        return out;
    }

    private static Optional<String> evidence(DriftItem item) {
        return switch (item) {
            case DriftItem.Changed it -> it.now().map(Fact::evidence);
            case DriftItem.Conflict it -> Optional.of(it.now().evidence());
            case DriftItem.Learned it -> Optional.of(it.now().evidence());
            case DriftItem.Appeared _,
                    DriftItem.Vanished _,
                    DriftItem.Replaced _,
                    DriftItem.Moved _,
                    DriftItem.ModuleMoved _,
                    DriftItem.Ambiguous _,
                    DriftItem.Unanswered _ ->
                    Optional.empty();
        };
    }

    /// What each asset that changed is afterwards; nothing for one that left.
    private static Map<String, @Nullable Object> states(Accepted accepted) {
        var states = new TreeMap<String, @Nullable Object>();
        var before = new HashMap<String, AcceptedAsset>();
        accepted.before().assets().forEach(asset -> before.put(asset.name(), asset));
        for (AcceptedAsset asset : accepted.after().assets()) {
            if (!asset.equals(before.remove(asset.name()))) {
                states.put(asset.name(), state(asset));
            }
        }
        before.keySet().forEach(name -> states.put(name, null));
        return states;
    }

    /// The SHA-256 of an asset's canonical text without what people may say of it at any time.
    static String state(AcceptedAsset asset) {
        return sha256(BaselineWriter.accepted(asset));
    }

    /// The SHA-256 of a baseline's canonical text, as 64 hexadecimal digits.
    public static String sha256(Baseline baseline) {
        return sha256(BaselineFile.text(baseline));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
