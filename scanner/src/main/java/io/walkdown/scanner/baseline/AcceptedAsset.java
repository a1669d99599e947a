package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Identity;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One device as people accepted it.
///
/// @param name its name in the site file when it was accepted; unique in a baseline, ignoring case
/// @param formerNames names that it had before, the oldest first
/// @param place where it is asked
/// @param observed what it says of itself
/// @param modules its modules or units, sorted by place
/// @param human what people say of it
public record AcceptedAsset(
        String name,
        List<String> formerNames,
        Place place,
        Facts observed,
        List<AcceptedModule> modules,
        Human human) {
    public AcceptedAsset {
        formerNames = List.copyOf(formerNames);
        modules = modules.stream().sorted().toList();
    }

    /// A newcomer: what was seen, and nothing that people say yet. Modules without any value are
    /// left out.
    static AcceptedAsset of(Asset asset, Place place) {
        return new AcceptedAsset(
                asset.name(),
                List.of(),
                place,
                Facts.of(asset.nameplate(), asset.protocol()),
                modules(asset),
                Human.NOTHING);
    }

    static List<AcceptedModule> modules(Asset asset) {
        return asset.modules().stream()
                .map(module ->
                        new AcceptedModule(
                                module.place(), Facts.of(module.nameplate(), asset.protocol())))
                .filter(module -> module.facts().tells())
                .toList();
    }

    /// The known value of a core field of the device itself.
    public Optional<String> value(NameplateField field) {
        return observed.value(field);
    }

    /// By what it is known again.
    public Identity identity() {
        return observed.bearer();
    }

    /// The module in that place.
    public Optional<AcceptedModule> module(Module.Place at) {
        return modules.stream().filter(module -> module.place().equals(at)).findFirst();
    }

    AcceptedAsset withObserved(Facts facts) {
        return new AcceptedAsset(name, formerNames, place, facts, modules, human);
    }

    AcceptedAsset withModules(List<AcceptedModule> changed) {
        return new AcceptedAsset(name, formerNames, place, observed, changed, human);
    }

    /// The same with that module in its place, instead of what was there.
    AcceptedAsset withModule(AcceptedModule module) {
        Stream<AcceptedModule> others =
                modules.stream().filter(other -> !other.place().equals(module.place()));
        return withModules(Stream.concat(others, Stream.of(module)).toList());
    }

    AcceptedAsset withoutModule(Module.Place at) {
        return withModules(modules.stream().filter(module -> !module.place().equals(at)).toList());
    }

    AcceptedAsset at(Place other) {
        return new AcceptedAsset(name, formerNames, other, observed, modules, human);
    }

    /// The same under another name; the old one is kept among the former ones, the new one is not.
    AcceptedAsset named(String other) {
        List<String> former =
                Stream.concat(formerNames.stream(), Stream.of(name))
                        .distinct()
                        .filter(each -> !each.equals(other))
                        .toList();
        return new AcceptedAsset(other, former, place, observed, modules, human);
    }

    /// The same under another name, without a trace of the one it has.
    AcceptedAsset withName(String other) {
        return new AcceptedAsset(other, formerNames, place, observed, modules, human);
    }

    AcceptedAsset withHuman(Human said) {
        return new AcceptedAsset(name, formerNames, place, observed, modules, said);
    }
}
