package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Module;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Joins what two baselines say of one asset. Not thread-safe.
final class AssetMerge {
    private final Three<AcceptedAsset> three;
    private final Favor favor;
    private final List<MergeConflict> conflicts;
    private final String name;

    /// @param conflicts takes what a person has to settle
    AssetMerge(Three<AcceptedAsset> three, Favor favor, List<MergeConflict> conflicts) {
        this.three = three;
        this.favor = favor;
        this.conflicts = conflicts;
        this.name = nameOf(three);
    }

    static String nameOf(Three<AcceptedAsset> three) {
        return Stream.of(three.ours(), three.base(), three.theirs())
                .flatMap(Optional::stream)
                .findFirst()
                .map(AcceptedAsset::name)
                .orElse("");
    }

    /// The asset; empty where it is deleted.
    Optional<AcceptedAsset> merge() {
        if (three.isSettled()) {
            return three.settled();
        }
        if (three.ours().isEmpty() || three.theirs().isEmpty() || areTwoNewcomers()) {
            return conflict("", three, BaselineWriter::line);
        }
        return Optional.of(
                new AcceptedAsset(
                        required("name", three.map(AcceptedAsset::name), name -> name),
                        formerNames(),
                        required("place", three.map(AcceptedAsset::place), Place::toString),
                        facts("", three.map(AcceptedAsset::observed)),
                        modules(),
                        human(three.map(AcceptedAsset::human))));
    }

    /// Whether each side brought in a device of its own under one name: nothing of the one may
    /// stand in the other.
    private boolean areTwoNewcomers() {
        return three.base().isEmpty()
                && FactComparison.tellsAnother(
                        three.ours().map(AcceptedAsset::observed).orElse(Facts.NONE),
                        three.theirs().map(AcceptedAsset::observed).orElse(Facts.NONE));
    }

    private List<String> formerNames() {
        return list(three.map(AcceptedAsset::formerNames));
    }

    private List<AcceptedModule> modules() {
        var places = new TreeSet<>(AcceptedModule.BY_PLACE);
        Stream.of(three.base(), three.ours(), three.theirs())
                .flatMap(Optional::stream)
                .flatMap(asset -> asset.modules().stream())
                .forEach(module -> places.add(module.place()));
        return places.stream().flatMap(place -> module(place).stream()).toList();
    }

    private Optional<AcceptedModule> module(Module.Place place) {
        Three<AcceptedModule> module = three.part(asset -> asset.module(place));
        if (module.isSettled()) {
            return module.settled();
        }
        String path = DriftItem.path(place);
        if (module.ours().isEmpty() || module.theirs().isEmpty()) {
            return conflict(path, module, BaselineWriter::line);
        }
        Facts facts = facts(path + "/", module.map(AcceptedModule::facts));
        return Optional.of(new AcceptedModule(place, facts));
    }

    /// @param path of the module, with a slash behind it; empty for the device
    private Facts facts(String path, Three<Facts> facts) {
        if (facts.isSettled()) {
            return facts.settled().orElse(Facts.NONE);
        }
        Facts ours = facts.ours().orElse(Facts.NONE);
        Facts theirs = facts.theirs().orElse(Facts.NONE);
        var names = new TreeSet<>(ours.all().keySet());
        names.addAll(theirs.all().keySet());
        facts.base().ifPresent(base -> names.addAll(base.all().keySet()));
        Function<Facts.Name, Three<Fact>> each = field -> facts.part(it -> it.fact(field));
        if (areTwoDevices(facts) && names.stream().anyMatch(it -> !agree(each.apply(it)))) {
            return whole(
                    path, facts, names.stream().map(it -> Map.entry(it, each.apply(it))).toList());
        }
        Facts merged = Facts.NONE;
        for (Facts.Name field : names) {
            merged = merged.with(field, fact(path + field, each.apply(field)));
        }
        return merged;
    }

    /// One side's facts as a whole: of two devices, each field that differs is a conflict, unless
    /// one side left all as it was.
    private Facts whole(
            String path, Three<Facts> facts, List<Map.Entry<Facts.Name, Three<Fact>>> fields) {
        Facts ours = facts.ours().orElse(Facts.NONE);
        Facts theirs = facts.theirs().orElse(Facts.NONE);
        if (fields.stream()
                .map(Map.Entry::getValue)
                .allMatch(it -> agree(it.base(), it.theirs()))) {
            return ours;
        }
        if (fields.stream().map(Map.Entry::getValue).allMatch(it -> agree(it.base(), it.ours()))) {
            return theirs;
        }
        fields.stream()
                .filter(it -> !agree(it.getValue()))
                .forEach(it -> conflict(path + it.getKey(), it.getValue(), Fact::text));
        return favor == Favor.THEIRS ? theirs : ours;
    }

    /// Whether only one side has another device there than before, or each has another one: their
    /// fields must not be mixed.
    private static boolean areTwoDevices(Three<Facts> facts) {
        Facts ours = facts.ours().orElse(Facts.NONE);
        Facts theirs = facts.theirs().orElse(Facts.NONE);
        Facts base = facts.base().orElse(Facts.NONE);
        boolean oursIsAnother = FactComparison.tellsAnother(base, ours);
        boolean theirsIsAnother = FactComparison.tellsAnother(base, theirs);
        return FactComparison.tellsAnother(ours, theirs) || oursIsAnother != theirsIsAnother;
    }

    private static boolean agree(Three<Fact> fact) {
        return agree(fact.ours(), fact.theirs());
    }

    private static boolean agree(Optional<Fact> one, Optional<Fact> other) {
        boolean both = one.isPresent() && other.isPresent();
        return both ? one.get().agrees(other.get()) : one.equals(other);
    }

    /// Another evidence for the same value is no change that could be in anybody's way.
    private Optional<Fact> fact(String field, Three<Fact> fact) {
        if (fact.isSettled()) {
            return fact.settled();
        }
        if (agree(fact)) {
            return Stream.concat(fact.ours().stream(), fact.theirs().stream())
                    .min(Comparator.comparing(Fact::evidence));
        }
        if (agree(fact.base(), fact.ours())) {
            return fact.theirs();
        }
        if (agree(fact.base(), fact.theirs())) {
            return fact.ours();
        }
        return conflict(field, fact, Fact::text);
    }

    private Human human(Three<Human> said) {
        var all =
                new Three<>(
                        Optional.of(said.base().orElse(Human.NOTHING)), said.ours(), said.theirs());
        return new Human(
                said("owner", all.map(Human::owner)),
                said("criticality", all.map(Human::criticality)),
                said("location", all.map(Human::location)),
                said("notes", all.map(Human::notes)),
                list(all.map(Human::labels)));
    }

    private String said(String field, Three<String> text) {
        return required("human." + field, text, it -> it);
    }

    private <T> T required(String field, Three<T> value, Function<T, String> words) {
        return (value.isSettled() ? value.settled() : conflict(field, value, words)).orElseThrow();
    }

    /// What either side added or took away, done to what both had; additions of both in the order
    /// of their letters, so that it does not matter which side is ours.
    private static List<String> list(Three<List<String>> lists) {
        if (lists.isSettled()) {
            return lists.settled().orElse(List.of());
        }
        List<String> base = lists.base().orElse(List.of());
        List<String> ours = lists.ours().orElse(List.of());
        List<String> theirs = lists.theirs().orElse(List.of());
        var merged = new ArrayList<>(base);
        merged.removeIf(each -> !ours.contains(each) || !theirs.contains(each));
        Stream.concat(ours.stream(), theirs.stream())
                .filter(each -> !base.contains(each))
                .sorted()
                .distinct()
                .forEach(merged::add);
        return merged;
    }

    private <T> Optional<T> conflict(String field, Three<T> value, Function<T, String> words) {
        conflicts.add(MergeConflict.of(name, field, value.map(words)));
        return switch (favor) {
            case NEITHER -> value.ours().or(value::theirs);
            case OURS -> value.ours();
            case THEIRS -> value.theirs();
        };
    }
}
