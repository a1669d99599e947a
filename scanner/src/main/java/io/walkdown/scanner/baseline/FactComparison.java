package io.walkdown.scanner.baseline;

import static io.walkdown.scanner.asset.NameplateField.DEVICE_TYPE;
import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.baseline.DriftItem.Aspect;
import io.walkdown.scanner.baseline.DriftItem.Changed;
import io.walkdown.scanner.baseline.DriftItem.Conflict;
import io.walkdown.scanner.baseline.DriftItem.Learned;
import io.walkdown.scanner.baseline.Facts.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What became of the fields of one device or module.
///
/// That a field was not asked for, that no answer came or that it is not supported any more says
/// nothing about its value, so what was accepted stands. That it is empty now says something.
///
/// @param asset its name in the baseline
/// @param module empty for the device itself
/// @param another whether another device or module is proven to be there: then what it does not
///   tell is no longer known
record FactComparison(String asset, Optional<Module.Place> module, boolean another) {
    private static final Set<Name> MAKES_THE_MODULE =
            Stream.of(MANUFACTURER, MODEL, ORDER_NUMBER, SERIAL_NUMBER, DEVICE_TYPE)
                    .map(Name::of)
                    .collect(Collectors.toUnmodifiableSet());

    /// Whether those two are proven to be different devices or modules, or say that they are
    /// different products.
    static boolean tellsAnother(Facts one, Facts other) {
        return one.bearer().differsFrom(other.bearer())
                || MAKES_THE_MODULE.stream()
                        .anyMatch(name ->
                                one.fact(name)
                                        .flatMap(Fact::value)
                                        .flatMap(value ->
                                                other.fact(name)
                                                        .flatMap(Fact::value)
                                                        .filter(it -> !it.equals(value)))
                                        .isPresent());
    }

    /// What differs.
    List<DriftItem> compare(Facts before, Facts now) {
        if (!another
                && agree(before.identity(), now.identity())
                && agree(before.attributes(), now.attributes())) {
            return List.of();
        }
        SortedMap<Name, Fact> accepted = before.all();
        SortedMap<Name, Fact> observed = now.all();
        var names = new TreeSet<>(accepted.keySet());
        names.addAll(observed.keySet());
        return names.stream()
                .flatMap(name ->
                        compare(
                                name,
                                Optional.ofNullable(accepted.get(name)),
                                Optional.ofNullable(observed.get(name)))
                                .stream())
                .toList();
    }

    /// Whether all that was told was known, as most devices tell in most runs.
    private static boolean agree(Map<String, Fact> before, Map<String, Fact> now) {
        for (Map.Entry<String, Fact> told : now.entrySet()) {
            Fact known = before.get(told.getKey());
            if (known == null || !known.agrees(told.getValue())) {
                return false;
            }
        }
        return true;
    }

    private Optional<DriftItem> compare(Name name, Optional<Fact> before, Optional<Fact> now) {
        if (now.isEmpty()) {
            return another && isKnown(before)
                    ? Optional.of(changed(name, before, now))
                    : Optional.empty();
        }
        Fact told = now.get();
        if (before.filter(told::agrees).isPresent()) {
            return Optional.empty();
        }
        return switch (told.state()) {
            case CONFLICT -> Optional.of(new Conflict(asset, module, name, before, told));
            case KNOWN ->
                    Optional.of(
                            isKnown(before) || another
                                    ? changed(name, before, now)
                                    : new Learned(asset, module, name, before, told));
            case EMPTY ->
                    isKnown(before) ? Optional.of(changed(name, before, now)) : Optional.empty();
            case NOT_SUPPORTED ->
                    another && isKnown(before)
                            ? Optional.of(changed(name, before, now))
                            : Optional.empty();
            case NOT_ASKED, NO_ANSWER -> Optional.empty();
        };
    }

    private static boolean isKnown(Optional<Fact> before) {
        return before.filter(fact -> fact.state() != FieldState.NOT_SUPPORTED).isPresent();
    }

    private Changed changed(Name name, Optional<Fact> before, Optional<Fact> now) {
        return new Changed(asset, module, aspect(name), name, before, now);
    }

    private Aspect aspect(Name name) {
        if (module.isPresent() && (another || MAKES_THE_MODULE.contains(name))) {
            return Aspect.MODULE;
        }
        if (name.equals(Name.of(FIRMWARE_REVISION))) {
            return Aspect.FIRMWARE;
        }
        return name.equals(Name.of(SERIAL_NUMBER)) ? Aspect.SERIAL : Aspect.OTHER;
    }
}
