package io.walkdown.scanner.baseline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Says of each value in a baseline when it came in, from which evidence, and who accepted it, when
/// and why: from the log beside it. Follows assets and modules through new names and places.
public final class Blame {
    private final List<Indexed> newestFirst;

    /// @param entries the log, the oldest first
    Blame(List<LogEntry> entries) {
        this.newestFirst = entries.reversed().stream().map(Indexed::of).toList();
    }

    /// An acceptance whose items are found by their asset's name before, and by its name since.
    private record Indexed(
            LogEntry entry,
            Map<String, List<LogEntry.Item>> byName,
            Map<String, LogEntry.Item> byNewName) {
        static Indexed of(LogEntry entry) {
            var byName = new HashMap<String, List<LogEntry.Item>>();
            var byNewName = new HashMap<String, LogEntry.Item>();
            for (LogEntry.Item item : entry.items()) {
                byName.computeIfAbsent(Names.folded(item.asset()), _ -> new ArrayList<>())
                        .add(item);
                item.newName().ifPresent(name -> byNewName.put(Names.folded(name), item));
                if (item.path().equals(DriftItem.Changed.NAME.name())) {
                    byNewName.put(Names.folded(item.now()), item);
                }
            }
            return new Indexed(entry, byName, byNewName);
        }

        Stream<LogEntry.Item> items(String asset) {
            return byName.getOrDefault(Names.folded(asset), List.of()).stream();
        }

        /// The name before of what has that name since.
        String nameBefore(String name) {
            LogEntry.Item renamed = byNewName.get(Names.folded(name));
            return renamed == null ? name : renamed.asset();
        }
    }

    /// With the log beside that baseline; lines that cannot be read are passed over, and told by
    /// [BaselineCheck].
    public static Blame beside(Path baseline) {
        return new Blame(LogReader.read(BaselineLog.beside(baseline)).entries());
    }

    /// Where a value comes from.
    ///
    /// @param path what it is, within its asset: `firmwareRevision`, `slot-2/attributes.state`,
    ///   `place`
    /// @param value in words
    /// @param evidence protocol and request; empty where none is known
    /// @param entry the acceptance that brought it; empty where the log knows of none
    /// @param edited whether that acceptance took in another value, so that a person, or a merge,
    ///   changed it since
    public record Origin(
            String path, String value, String evidence, Optional<LogEntry> entry, boolean edited) {}

    /// Where each value of that asset comes from: the device's own first, then its modules'.
    public List<Origin> of(AcceptedAsset asset) {
        return values(asset).entrySet().stream()
                .map(each -> origin(asset.name(), each.getKey(), each.getValue()))
                .toList();
    }

    /// Every value of an asset by its path.
    static SequencedMap<String, Fact> values(AcceptedAsset asset) {
        var values = new LinkedHashMap<String, Fact>();
        values.put("place", Fact.told(asset.place().toString(), ""));
        asset.observed().all().forEach((name, fact) -> values.put(name.toString(), fact));
        for (AcceptedModule module : asset.modules()) {
            String path = DriftItem.path(module.place());
            module.facts().all().forEach((name, fact) -> values.put(path + "/" + name, fact));
        }
        return values;
    }

    private Origin origin(String asset, String path, Fact fact) {
        String name = asset;
        String within = path;
        for (Indexed each : newestFirst) {
            String before = each.nameBefore(name);
            String looked = within;
            Optional<LogEntry.Item> found =
                    each.items(before).filter(item -> item.path().equals(looked)).findFirst();
            if (found.isPresent()) {
                String evidence = found.get().evidence().orElse(fact.evidence());
                boolean edited = !found.get().now().equals(fact.text());
                return new Origin(path, fact.text(), evidence, Optional.of(each.entry()), edited);
            }
            if (each.items(before).anyMatch(item -> brings(item, looked))) {
                return new Origin(
                        path, fact.text(), fact.evidence(), Optional.of(each.entry()), false);
            }
            within = movedFrom(each, before, within);
            name = before;
        }
        return new Origin(path, fact.text(), fact.evidence(), Optional.empty(), false);
    }

    /// Whether a whole device or module came in with what is looked for.
    private static boolean brings(LogEntry.Item item, String path) {
        int slash = path.indexOf('/');
        String module = slash < 0 ? "" : path.substring(0, slash + 1);
        return switch (item.path()) {
            case "appeared", "conflict" -> true;
            case "replaced" -> module.isEmpty() && !path.equals("place");
            case "moved" -> path.equals("place");
            default ->
                    !module.isEmpty()
                            && (item.path().equals(module + "appeared")
                                    || item.path().equals(module + "conflict"));
        };
    }

    /// Where a module's value stood before that acceptance.
    private static String movedFrom(Indexed each, String asset, String path) {
        int slash = path.indexOf('/');
        return slash < 0
                ? path
                : each.items(asset)
                        .filter(item -> item.path().equals(path.substring(0, slash) + "/moved"))
                        .findFirst()
                        .map(item -> item.before().replace(' ', '-') + path.substring(slash))
                        .orElse(path);
    }
}
