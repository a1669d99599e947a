package io.walkdown.scanner.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Says which values of a baseline its log does not explain.
///
/// The hash of the whole file cannot say it: people edit what they say of assets, and Git joins
/// branches, without any acceptance. So each asset is looked at alone. It is explained if it is as
/// the last acceptance that touched it left it. Where several did, perhaps on two branches, it is
/// enough that each value is the last one accepted.
final class Explained {
    private final Baseline baseline;
    private final Map<String, List<LogEntry>> touching = new LinkedHashMap<>();
    private final Blame blame;

    /// @param entries the log, the oldest first
    Explained(Baseline baseline, List<LogEntry> entries) {
        this.baseline = baseline;
        this.blame = new Blame(entries);
        for (LogEntry entry : entries) {
            for (String name : entry.states().keySet()) {
                touching.computeIfAbsent(Names.folded(name), _ -> new ArrayList<>()).add(entry);
            }
        }
    }

    /// Why something is not explained.
    ///
    /// @param line the log's line that says otherwise
    record Doubt(int line, String message) {}

    /// Doubts by asset or value.
    SequencedMap<String, Doubt> doubts() {
        var doubts = new LinkedHashMap<String, Doubt>();
        for (AcceptedAsset asset : baseline.assets()) {
            List<LogEntry> entries = touching.getOrDefault(Names.folded(asset.name()), List.of());
            if (!entries.isEmpty()) {
                doubts(asset, entries, doubts);
            } else if (blame.of(asset).stream().noneMatch(it -> it.entry().isPresent())) {
                doubts.put(asset.name(), new Doubt(1, "no acceptance in the log brought it in"));
            }
        }
        return doubts;
    }

    private void doubts(
            AcceptedAsset asset, List<LogEntry> entries, SequencedMap<String, Doubt> doubts) {
        LogEntry last = entries.getLast();
        Optional<String> state =
                last.states().entrySet().stream()
                        .filter(each -> Names.same(each.getKey(), asset.name()))
                        .findFirst()
                        .flatMap(Map.Entry::getValue);
        if (state.filter(BaselineLog.state(asset)::equals).isPresent()) {
            return;
        }
        List<Blame.Origin> edited = blame.of(asset).stream().filter(Blame.Origin::edited).toList();
        for (Blame.Origin origin : edited) {
            LogEntry entry = origin.entry().orElse(last);
            doubts.put(
                    asset.name() + "/" + origin.path(),
                    new Doubt(
                            entry.line(),
                            "'%s' is not what %s accepted at %s"
                                    .formatted(origin.value(), entry.by(), entry.at())));
        }
        if (edited.isEmpty() && entries.size() == 1) {
            doubts.put(
                    asset.name(),
                    new Doubt(
                            last.line(),
                            "it is not as %s accepted it at %s: edited since, by hand"
                                    .formatted(last.by(), last.at())));
        }
    }
}
