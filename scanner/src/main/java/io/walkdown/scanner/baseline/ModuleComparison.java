package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.baseline.DriftItem.Ambiguous;
import io.walkdown.scanner.baseline.DriftItem.Appeared;
import io.walkdown.scanner.baseline.DriftItem.ModuleMoved;
import io.walkdown.scanner.baseline.DriftItem.Reason;
import io.walkdown.scanner.baseline.DriftItem.Unanswered;
import io.walkdown.scanner.baseline.DriftItem.Vanished;
import io.walkdown.scanner.baseline.Matching.Pair;
import io.walkdown.scanner.baseline.Matching.Party;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of the modules or units of one device. Slots that are empty or refuse hold no
/// module; a module that was swapped is told field by field.
///
/// @param before the device as it was accepted
/// @param now the same device as it was seen
record ModuleComparison(AcceptedAsset before, SeenAsset now) {
    /// What differs.
    Stream<DriftItem> compare() {
        if (before.modules().isEmpty() && now.modules().isEmpty()) {
            return Stream.empty();
        }
        Matching.Result<AcceptedModule, AcceptedModule> matched =
                new Matching<>(parties(before.modules()), parties(now.modules())).result();
        return Stream.of(
                        matched.pairs().stream().flatMap(this::pair),
                        matched.missing().stream().map(this::missing),
                        matched.unknown().stream()
                                .map(module ->
                                        unknown(
                                                module,
                                                matched.likely().getOrDefault(module, List.of()))))
                .flatMap(items -> items);
    }

    private static List<Party<Module.Place, AcceptedModule>> parties(List<AcceptedModule> modules) {
        return modules.stream()
                .map(module -> new Party<>(module, module.place(), module.facts().bearer()))
                .toList();
    }

    private Stream<DriftItem> pair(Pair<AcceptedModule, AcceptedModule> pair) {
        Module.Place to = pair.now().place();
        List<DriftItem> changes =
                new FactComparison(before.name(), Optional.of(to), pair.replaced())
                        .compare(pair.before().facts(), pair.now().facts());
        return pair.moved()
                ? Stream.concat(
                        Stream.of(
                                new ModuleMoved(
                                        before.name(),
                                        pair.before().place(),
                                        to,
                                        now.place(),
                                        pair.by())),
                        changes.stream())
                : changes.stream();
    }

    private DriftItem unknown(AcceptedModule module, List<AcceptedModule> likely) {
        Optional<Module.Place> at = Optional.of(module.place());
        return likely.isEmpty()
                ? new Appeared(before.name(), at, now.place(), module.facts(), List.of())
                : new Ambiguous(
                        before.name(),
                        at,
                        now.place(),
                        proof(module, likely.getFirst()),
                        likely.stream().map(other -> other.place().toString()).sorted().toList(),
                        module.facts(),
                        List.of(),
                        true);
    }

    private static IdentityStrength proof(AcceptedModule one, AcceptedModule other) {
        return one.facts().bearer().sameAs(other.facts().bearer()).orElse(IdentityStrength.PLACE);
    }

    private DriftItem missing(AcceptedModule module) {
        return gone(module.place())
                .<DriftItem>map(reason ->
                        new Vanished(
                                before.name(),
                                Optional.of(module.place()),
                                before.place(),
                                reason,
                                0,
                                Optional.empty()))
                .orElseGet(() ->
                        new Unanswered(
                                before.name(),
                                Optional.of(module.place()),
                                before.place(),
                                "no-answer",
                                "no usable answer came from " + module.place(),
                                0,
                                Optional.empty()));
    }

    private Optional<Reason> gone(Module.Place place) {
        if (now.modules().stream().anyMatch(other -> other.place().equals(place))) {
            return Optional.of(Reason.DISPLACED);
        }
        Optional<Module> there =
                now.asset().modules().stream()
                        .filter(module -> module.place().equals(place))
                        .findFirst();
        if (there.isEmpty()) {
            return now.complete() ? Optional.of(Reason.LEFT_SITE_FILE) : Optional.empty();
        }
        return there.filter(ModuleComparison::isEmptySlot).map(_ -> Reason.EMPTY_SLOT);
    }

    private static boolean isEmptySlot(Module module) {
        return module.nameplate().identity().values().stream()
                .anyMatch(field -> field.state() == FieldState.EMPTY);
    }
}
