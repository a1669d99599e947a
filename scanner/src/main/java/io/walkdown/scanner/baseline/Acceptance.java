package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.Near;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    /// @param selectors names of assets, old or new, ignoring case, and ids of items; none: all
    public Result accept(Baseline baseline, Drift drift, List<String> selectors) {
        if (by.isBlank()) {
            return new Result.Refused("an acceptance needs the name of whoever accepts: --by NAME");
        }
        if (reason.isBlank()) {
            return new Result.Refused("an acceptance needs a reason: --reason TEXT");
        }
        Set<DriftItem> selected = new LinkedHashSet<>();
        for (String selector : selectors) {
            List<DriftItem> matching =
                    drift.items().stream().filter(item -> matches(item, selector)).toList();
            if (matching.isEmpty() && baseline.named(selector).isEmpty()) {
                return new Result.Unknown(selector, near(selector, baseline, drift));
            }
            selected.addAll(matching);
        }
        return accept(baseline, drift, selectors, selectors.isEmpty() ? drift.items() : selected);
    }

    private static boolean matches(DriftItem item, String selector) {
        return Names.same(item.asset(), selector)
                || Names.same(item.id(), selector)
                || newName(item).filter(name -> Names.same(name, selector)).findAny().isPresent();
    }

    private static Stream<String> newName(DriftItem item) {
        return switch (item) {
            case DriftItem.Moved moved -> Stream.of(moved.newName());
            case DriftItem.Changed changed when changed.isRename() ->
                    changed.now().flatMap(Fact::value).stream();
            default -> Stream.empty();
        };
    }

    private static List<String> near(String selector, Baseline baseline, Drift drift) {
        List<String> known =
                Stream.concat(
                                baseline.assets().stream().map(AcceptedAsset::name),
                                drift.items().stream()
                                        .flatMap(item -> Stream.of(item.asset(), item.id())))
                        .distinct()
                        .sorted()
                        .toList();
        return Near.near(selector, known, 3);
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
