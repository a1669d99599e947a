package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.baseline.DriftItem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a run saw all that it had to, whatever it says of itself: its `complete` is one word,
/// and its visits and assets have to bear it out. The reasons hold counts and our own words alone,
/// never a name or a device's text.
///
/// @param unseen why not all was seen, each in plain words; none where the run was complete
record Coverage(List<String> unseen) {
    Coverage {
        unseen = List.copyOf(unseen);
    }

    /// How much that run covers.
    ///
    /// @param open what differs from the baseline, without what somebody put up with
    static Coverage of(Observations run, Collection<DriftItem> open) {
        return new Coverage(
                Stream.of(missed(run), identified(open), notVisited(open))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<String> missed(Observations run) {
        if (!run.complete()) {
            return Optional.of(
                    "a device that was due did not answer in whole, or was withheld: what was not"
                            + " seen was not compared");
        }
        Map<String, Long> missed =
                run.visits().stream()
                        .filter(Visit::missed)
                        .collect(
                                Collectors.groupingBy(
                                        visit -> visit.outcome().id(),
                                        TreeMap::new,
                                        Collectors.counting()));
        return missed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the run is marked complete, and visits that were due did not end whole: "
                                + missed.entrySet().stream()
                                        .map(each -> each.getKey() + " " + each.getValue())
                                        .collect(Collectors.joining(", ")));
    }

    private static Optional<String> identified(Collection<DriftItem> open) {
        String identified = new ProbeOutcome.Identified().id();
        long count =
                open.stream()
                        .filter(DriftItem.Unanswered.class::isInstance)
                        .map(DriftItem.Unanswered.class::cast)
                        .filter(it -> it.module().isEmpty() && it.outcome().equals(identified))
                        .count();
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        "accepted devices that count as identified, and of which the run holds"
                                + " nothing: "
                                + count);
    }

    private static Optional<String> notVisited(Collection<DriftItem> open) {
        long count =
                open.stream()
                        .filter(DriftItem.Vanished.class::isInstance)
                        .map(DriftItem.Vanished.class::cast)
                        .filter(it -> it.module().isEmpty())
                        .filter(it -> it.reason() == DriftItem.Reason.LEFT_SITE_FILE)
                        .count();
        return count == 0
                ? Optional.empty()
                : Optional.of("accepted devices to which the run has no visit: " + count);
    }

    boolean isWhole() {
        return unseen.isEmpty();
    }

    /// All of them in one line.
    String words() {
        return String.join("; ", unseen);
    }
}
