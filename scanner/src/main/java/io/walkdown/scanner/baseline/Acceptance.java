package io.walkdown.scanner.baseline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Takes drift into a baseline in a person's name. Pure: [BaselineLog#accept] writes it down.
///
/// @param by who accepts
/// @param reason why
/// @param at when
public record Acceptance(String by, String reason, Instant at) {
    /// What became of it.
    public sealed interface Result {
        /// Something was accepted.
        ///
        /// @param acceptance by whom, why and when
        /// @param run the run that saw it
        /// @param before the baseline as it was
        /// @param after the baseline as it is to be
        /// @param taken what was taken in
        /// @param left what was selected and stays as it is, with no change to take in: who did not
        ///   answer; a newcomer or a new name whose name another asset still has
        record Accepted(
                Acceptance acceptance,
                String run,
                Baseline before,
                Baseline after,
                List<DriftItem> taken,
                List<DriftItem> left)
                implements Result {
            public Accepted {
                taken = List.copyOf(taken);
                left = List.copyOf(left);
            }
        }

        /// There is nothing to accept.
        ///
        /// @param why in plain words
        record Nothing(String why) implements Result {}

        /// Nobody may accept like this.
        ///
        /// @param why in plain words
        record Refused(String why) implements Result {}

        /// A selector selects nothing.
        ///
        /// @param selector as typed
        /// @param near names and ids that were probably meant, the nearest first
        record Unknown(String selector, List<String> near) implements Result {
            public Unknown {
                near = List.copyOf(near);
            }
        }
    }

    /// Takes the selected items of that drift into that baseline.
    ///
    /// @param baseline the one that the drift was found against
    /// @param drift what was found
    /// @param selectors names of assets, old or new, ids of items, and conditions such as
    ///   `kind=firmware` or `device=rack-*,field=serialNumber`, ignoring case; none: all
    public Result accept(Baseline baseline, Drift drift, List<String> selectors) {
        return accept(baseline, drift, selectors, _ -> true);
    }

    /// The same, where somebody is asked about each item.
    ///
    /// @param wanted asked once about each selected item that can be accepted, in the drift's order
    public Result accept(
            Baseline baseline, Drift drift, List<String> selectors, Predicate<DriftItem> wanted) {
        if (by.isBlank()) {
            return new Result.Refused("an acceptance needs the name of whoever accepts: --by NAME");
        }
        if (reason.isBlank()) {
            return new Result.Refused("an acceptance needs a reason: --reason TEXT");
        }
        Set<DriftItem> selected = new LinkedHashSet<>();
        for (String text : selectors) {
            DriftSelector selector = DriftSelector.parse(text);
            List<DriftItem> matching = drift.items().stream().filter(selector::matches).toList();
            if (matching.isEmpty() && !selector.means(baseline)) {
                return new Result.Unknown(text, selector.near(baseline, drift));
            }
            selected.addAll(matching);
        }
        Set<DriftItem> taken = new LinkedHashSet<>();
        drift.items().stream()
                .filter(item -> selectors.isEmpty() || selected.contains(item))
                .filter(item -> !item.isAcceptable() || wanted.test(item))
                .forEach(taken::add);
        addMoves(drift, taken);
        return accept(baseline, drift, selectors, taken);
    }

    /// Modules that change their slots are accepted together, or one would take another's place.
    private static void addMoves(Drift drift, Set<DriftItem> selected) {
        Set<String> moving =
                selected.stream()
                        .filter(item -> item.inModule().isPresent())
                        .map(DriftItem::asset)
                        .collect(Collectors.toSet());
        moving.retainAll(
                drift.of(DriftItem.ModuleMoved.class).stream()
                        .map(DriftItem.ModuleMoved::asset)
                        .collect(Collectors.toSet()));
        drift.items().stream()
                .filter(item -> moving.contains(item.asset()))
                .filter(item ->
                        item instanceof DriftItem.ModuleMoved
                                || (item instanceof DriftItem.Vanished gone
                                        && gone.module().isPresent()))
                .forEach(selected::add);
    }

    private Result accept(
            Baseline baseline,
            Drift drift,
            List<String> selectors,
            Collection<DriftItem> selected) {
        List<DriftItem> acceptable = selected.stream().filter(DriftItem::isAcceptable).toList();
        if (acceptable.isEmpty()) {
            return new Result.Nothing(nothing(selectors, selected));
        }
        var application = new Application(baseline, acceptable);
        Baseline after = application.result();
        Set<DriftItem> left = new LinkedHashSet<>(selected);
        List<DriftItem> taken = new ArrayList<>(acceptable);
        taken.removeAll(application.left());
        taken.forEach(left::remove);
        return taken.isEmpty()
                ? new Result.Nothing(
                        "another asset still has the name; accept its change as well, or rename it"
                                + " in the site file")
                : new Result.Accepted(this, drift.run(), baseline, after, taken, List.copyOf(left));
    }

    private static String nothing(List<String> selectors, Collection<DriftItem> selected) {
        String what = selectors.isEmpty() ? "the baseline" : String.join(", ", selectors);
        List<String> silent =
                selected.stream()
                        .filter(DriftItem.Unanswered.class::isInstance)
                        .map(DriftItem::asset)
                        .distinct()
                        .toList();
        return silent.isEmpty()
                ? "nothing to accept: what was seen agrees with " + what
                : "nothing to accept: there is no answer of " + String.join(", ", silent);
    }
}
