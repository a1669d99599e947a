package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.baseline.DriftItem.Ambiguous;
import io.walkdown.scanner.baseline.DriftItem.Appeared;
import io.walkdown.scanner.baseline.DriftItem.Changed;
import io.walkdown.scanner.baseline.DriftItem.Conflict;
import io.walkdown.scanner.baseline.DriftItem.Learned;
import io.walkdown.scanner.baseline.DriftItem.ModuleMoved;
import io.walkdown.scanner.baseline.DriftItem.Moved;
import io.walkdown.scanner.baseline.DriftItem.Replaced;
import io.walkdown.scanner.baseline.DriftItem.Unanswered;
import io.walkdown.scanner.baseline.DriftItem.Vanished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A baseline while accepted items are taken into it. `human` is carried over untouched; a newcomer
/// gets it only from an asset of its own name that leaves with the same acceptance.
///
/// Names stay unique: an item whose name another asset keeps is left out. Not thread-safe.
final class Application {
    /// Assets by the name that the items know them by.
    private final SequencedMap<String, AcceptedAsset> known = new LinkedHashMap<>();

    private final Map<String, AcceptedAsset> removed = new HashMap<>();
    private final SequencedMap<DriftItem, AcceptedAsset> newcomers = new LinkedHashMap<>();

    /// New names by old ones, with the item that wants them.
    private final SequencedMap<String, DriftItem> renames = new LinkedHashMap<>();

    private final List<DriftItem> left = new ArrayList<>();

    Application(Baseline baseline, List<DriftItem> items) {
        baseline.assets().forEach(asset -> known.put(asset.name(), asset));
        items.forEach(this::leaving);
        moveModules(items);
        items.forEach(this::apply);
    }

    /// Items that had to be left out because of a name.
    List<DriftItem> left() {
        return left;
    }

    /// Modules that are gone make room for those that come.
    private void leaving(DriftItem item) {
        if (item instanceof Vanished gone) {
            AcceptedAsset asset = known.get(gone.asset());
            if (asset != null && gone.module().isPresent()) {
                known.put(gone.asset(), asset.withoutModule(gone.module().get()));
            } else if (asset != null) {
                removed.put(Names.folded(gone.asset()), asset);
                known.remove(gone.asset());
            }
        }
    }

    /// All at once, because modules may swap their slots.
    private void moveModules(List<DriftItem> items) {
        Map<String, List<AcceptedModule>> arriving = new LinkedHashMap<>();
        for (DriftItem item : items) {
            if (item instanceof ModuleMoved moved && known.get(moved.asset()) != null) {
                AcceptedAsset asset = known.get(moved.asset());
                asset.module(moved.from())
                        .ifPresent(module ->
                                arriving.computeIfAbsent(moved.asset(), _ -> new ArrayList<>())
                                        .add(new AcceptedModule(moved.to(), module.facts())));
            }
        }
        for (DriftItem item : items) {
            if (item instanceof ModuleMoved moved) {
                known.computeIfPresent(
                        moved.asset(), (_, asset) -> asset.withoutModule(moved.from()));
            }
        }
        arriving.forEach((name, modules) ->
                modules.forEach(module ->
                        known.computeIfPresent(name, (_, asset) -> asset.withModule(module))));
    }

    private void apply(DriftItem item) {
        switch (item) {
            case Appeared it -> appear(it, it.module(), it.place(), it.facts(), it.modules());
            case Ambiguous it -> appear(it, it.module(), it.place(), it.facts(), it.modules());
            case Changed it -> change(it);
            case Conflict it -> set(it.asset(), it.module(), it.field(), Optional.of(it.now()));
            case Learned it -> set(it.asset(), it.module(), it.field(), Optional.of(it.now()));
            case Replaced it ->
                    known.computeIfPresent(it.asset(), (_, asset) -> asset.withObserved(it.now()));
            case Moved it -> {
                known.computeIfPresent(it.asset(), (_, asset) -> asset.at(it.to()));
                if (!it.newName().equals(it.asset())) {
                    renames.put(it.asset(), it);
                }
            }
            case Vanished _, ModuleMoved _, Unanswered _ -> {}
        }
    }

    private void appear(
            DriftItem item,
            Optional<Module.Place> module,
            Place place,
            Facts facts,
            List<AcceptedModule> modules) {
        if (module.isPresent()) {
            known.computeIfPresent(
                    item.asset(),
                    (_, asset) -> asset.withModule(new AcceptedModule(module.get(), facts)));
            return;
        }
        Optional<AcceptedAsset> before =
                Optional.ofNullable(removed.get(Names.folded(item.asset())));
        newcomers.put(
                item,
                new AcceptedAsset(
                        item.asset(),
                        before.map(AcceptedAsset::formerNames).orElse(List.of()),
                        place,
                        facts,
                        modules,
                        before.map(AcceptedAsset::human).orElse(Human.NOTHING)));
    }

    private void change(Changed item) {
        if (item.isRename()) {
            renames.put(item.asset(), item);
        } else {
            set(item.asset(), item.module(), item.field(), item.now());
        }
    }

    private void set(
            String name, Optional<Module.Place> module, Facts.Name field, Optional<Fact> fact) {
        known.computeIfPresent(
                name,
                (_, asset) ->
                        module.isEmpty()
                                ? asset.withObserved(asset.observed().with(field, fact))
                                : withModuleFact(asset, module.get(), field, fact));
    }

    private static AcceptedAsset withModuleFact(
            AcceptedAsset asset, Module.Place at, Facts.Name field, Optional<Fact> fact) {
        Facts before = asset.module(at).map(AcceptedModule::facts).orElse(Facts.NONE);
        return asset.withModule(new AcceptedModule(at, before.with(field, fact)));
    }

    /// The baseline with everything taken in that could be.
    Baseline result() {
        for (Optional<DriftItem> clash = clash(); clash.isPresent(); clash = clash()) {
            DriftItem item = clash.get();
            left.add(item);
            renames.remove(item.asset(), item);
            newcomers.remove(item);
        }
        var assets = new ArrayList<AcceptedAsset>();
        known.forEach((name, asset) ->
                assets.add(renames.containsKey(name) ? asset.named(newName(name)) : asset));
        assets.addAll(newcomers.values());
        return new Baseline(assets);
    }

    /// An item that wants a name which another asset has, if there is one.
    private Optional<DriftItem> clash() {
        var holders = new HashMap<String, Optional<DriftItem>>();
        known.keySet().stream()
                .filter(name -> !renames.containsKey(name))
                .forEach(name -> holders.put(Names.folded(name), Optional.empty()));
        var wanting = new LinkedHashMap<DriftItem, String>();
        renames.forEach((name, item) -> wanting.put(item, newName(name)));
        newcomers.forEach((item, asset) -> wanting.put(item, asset.name()));
        for (Map.Entry<DriftItem, String> each : wanting.entrySet()) {
            String name = Names.folded(each.getValue());
            if (holders.putIfAbsent(name, Optional.of(each.getKey())) != null) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    private String newName(String name) {
        return switch (renames.get(name)) {
            case Moved moved -> moved.newName();
            case Changed changed -> changed.now().flatMap(Fact::value).orElse(name);
            case null, default -> name;
        };
    }
}
