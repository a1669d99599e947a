package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.baseline.DriftItem.Ambiguous;
import io.walkdown.scanner.baseline.DriftItem.Appeared;
import io.walkdown.scanner.baseline.DriftItem.Aspect;
import io.walkdown.scanner.baseline.DriftItem.Changed;
import io.walkdown.scanner.baseline.DriftItem.Moved;
import io.walkdown.scanner.baseline.DriftItem.Reason;
import io.walkdown.scanner.baseline.DriftItem.Replaced;
import io.walkdown.scanner.baseline.DriftItem.Unanswered;
import io.walkdown.scanner.baseline.DriftItem.Vanished;
import io.walkdown.scanner.baseline.Matching.Pair;
import io.walkdown.scanner.baseline.Matching.Party;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what was accepted with what a run saw. A device is known again by its serial number,
/// then by a MAC that it told, then by its place; what could be several is told and never merged.
/// The order of devices never matters. Thread-safe.
public final class DriftDetection {
    private final Baseline baseline;
    private final Seen seen;
    private final DriftPolicy policy;

    /// How many accepted assets there are in each place.
    private final Map<Place, Long> accepted;

    private DriftDetection(Baseline baseline, Seen seen, DriftPolicy policy) {
        this.baseline = baseline;
        this.seen = seen;
        this.policy = policy;
        this.accepted =
                baseline.assets().stream()
                        .collect(
                                Collectors.groupingBy(AcceptedAsset::place, Collectors.counting()));
    }

    /// How those observations differ from that baseline.
    public static Drift compare(Baseline baseline, Observations observations, DriftPolicy policy) {
        Seen seen = Seen.in(observations, baseline);
        return new Drift(
                observations.run().id(),
                policy,
                baseline.assets().size(),
                seen.assets().size(),
                new DriftDetection(baseline, seen, policy).items());
    }

    private List<DriftItem> items() {
        Matching.Result<AcceptedAsset, SeenAsset> matched =
                new Matching<>(
                                baseline.assets().stream()
                                        .map(it -> new Party<>(it, it.place(), it.identity()))
                                        .toList(),
                                seen.assets().stream()
                                        .map(it -> new Party<>(it, it.place(), it.identity()))
                                        .toList())
                        .result();
        Set<Place> answered =
                matched.pairs().stream()
                        .map(pair -> pair.now().place())
                        .collect(Collectors.toUnmodifiableSet());
        return Stream.of(
                        matched.pairs().stream()
                                .flatMap(pair -> pair(pair, likely(matched, pair.now()))),
                        matched.missing().stream().flatMap(it -> missing(it, answered)),
                        matched.unknown().stream().map(it -> unknown(it, likely(matched, it))))
                .flatMap(items -> items)
                .toList();
    }

    private static List<AcceptedAsset> likely(
            Matching.Result<AcceptedAsset, SeenAsset> matched, SeenAsset asset) {
        return matched.likely().isEmpty() // most often, and hashing an asset takes its time
                ? List.of()
                : matched.likely().getOrDefault(asset, List.of());
    }

    private Stream<DriftItem> pair(
            Pair<AcceptedAsset, SeenAsset> pair, List<AcceptedAsset> likely) {
        AcceptedAsset before = pair.before();
        SeenAsset now = pair.now();
        List<DriftItem> fields =
                new FactComparison(before.name(), Optional.empty(), pair.replaced())
                        .compare(before.observed(), now.facts());
        Stream<DriftItem> device =
                pair.replaced() ? Stream.of(replaced(before, now, fields)) : fields.stream();
        return Stream.of(
                        device,
                        pair.moved() ? Stream.of(moved(pair)) : renamed(before, now.name()),
                        new ModuleComparison(before, now).compare(),
                        likely.isEmpty()
                                ? Stream.<DriftItem>empty()
                                : Stream.of(ambiguous(before.name(), now, likely, false)))
                .flatMap(items -> items);
    }

    private static DriftItem replaced(AcceptedAsset before, SeenAsset now, List<DriftItem> fields) {
        boolean serials =
                before.identity().serialNumber().isPresent()
                        && now.identity().serialNumber().isPresent();
        return new Replaced(
                before.name(),
                now.place(),
                serials ? IdentityStrength.SERIAL_NUMBER : IdentityStrength.MAC,
                before.observed(),
                now.facts(),
                fields.stream()
                        .filter(Changed.class::isInstance)
                        .map(Changed.class::cast)
                        .toList());
    }

    private static DriftItem moved(Pair<AcceptedAsset, SeenAsset> pair) {
        return new Moved(
                pair.before().name(),
                pair.before().place(),
                pair.now().place(),
                pair.by(),
                pair.now().name());
    }

    private static Stream<DriftItem> renamed(AcceptedAsset before, String name) {
        return before.name().equals(name)
                ? Stream.empty()
                : Stream.of(
                        new Changed(
                                before.name(),
                                Optional.empty(),
                                Aspect.OTHER,
                                Changed.NAME,
                                Optional.of(Fact.told(before.name(), "baseline")),
                                Optional.of(Fact.told(name, "site file"))));
    }

    private static DriftItem unknown(SeenAsset asset, List<AcceptedAsset> likely) {
        return likely.isEmpty()
                ? new Appeared(
                        asset.name(),
                        Optional.empty(),
                        asset.place(),
                        asset.facts(),
                        asset.modules())
                : ambiguous(asset.name(), asset, likely, true);
    }

    private static DriftItem ambiguous(
            String name, SeenAsset asset, List<AcceptedAsset> likely, boolean newcomer) {
        return new Ambiguous(
                name,
                Optional.empty(),
                asset.place(),
                likely.getFirst()
                        .identity()
                        .sameAs(asset.identity())
                        .orElse(IdentityStrength.PLACE),
                likely.stream().map(AcceptedAsset::name).sorted().toList(),
                asset.facts(),
                asset.modules(),
                newcomer);
    }

    private Stream<DriftItem> missing(AcceptedAsset asset, Collection<Place> answered) {
        List<Visit> visits = seen.visits(asset.place());
        if (visits.isEmpty()) {
            return Stream.of(vanished(asset, Reason.LEFT_SITE_FILE, Optional.empty()));
        }
        Visit visit =
                visits.stream()
                        .filter(each -> Names.same(each.device(), asset.name()))
                        .findFirst()
                        .orElse(visits.getFirst());
        if (answered.contains(asset.place())) {
            return Stream.of(vanished(asset, Reason.DISPLACED, Optional.of(visit)));
        }
        if (visits.stream().mapToInt(Visit::missesInARow).min().orElse(0)
                >= policy.missesInARow()) {
            return Stream.of(vanished(asset, Reason.MISSED, Optional.of(visit)));
        }
        return Stream.concat(
                Stream.of(unanswered(asset, visit)),
                alone(asset) ? renamed(asset, visit.device()) : Stream.empty());
    }

    private boolean alone(AcceptedAsset asset) {
        return accepted.getOrDefault(asset.place(), 0L) == 1;
    }

    private static DriftItem vanished(AcceptedAsset asset, Reason reason, Optional<Visit> visit) {
        return new Vanished(
                asset.name(),
                Optional.empty(),
                asset.place(),
                reason,
                visit.map(Visit::missesInARow).orElse(0),
                visit.flatMap(Visit::lastAnswered));
    }

    private static DriftItem unanswered(AcceptedAsset asset, Visit visit) {
        return new Unanswered(
                asset.name(),
                Optional.empty(),
                asset.place(),
                visit.outcome().id(),
                visit.outcome().evidence(),
                visit.missesInARow(),
                visit.lastAnswered());
    }
}
