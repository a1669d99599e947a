package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.AcceptedModule;
import io.walkdown.scanner.baseline.Fact;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.baseline.Human;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a policy finds in one device, whatever the baseline says: fields that are not known,
/// firmware that must not run.
///
/// @param asset as it is now: what was seen, and where nothing was, what was accepted
/// @param isAccepted whether the baseline knows it
record Violations(AcceptedAsset asset, boolean isAccepted) {
    private static final String HUMAN = "human.";
    private static final String OWN = "attributes.";

    /// A violation that could be one.
    Stream<Subject> of(Policy.Required rule) {
        return rule.fields().stream()
                .filter(field -> isAccepted || !field.startsWith(HUMAN))
                .filter(Predicate.not(this::isKnown))
                .map(field -> new Subject.Missing(asset.name(), field, rule.where()));
    }

    private boolean isKnown(String field) {
        if (field.startsWith(HUMAN)) {
            return !human(field.substring(HUMAN.length())).isBlank();
        }
        Facts facts = asset.observed();
        Optional<Fact> fact =
                Optional.ofNullable(
                        field.startsWith(OWN)
                                ? facts.attributes().get(field.substring(OWN.length()))
                                : facts.identity().get(field));
        return fact.flatMap(Fact::value).isPresent();
    }

    private String human(String field) {
        Human human = asset.human();
        return switch (field) {
            case "owner" -> human.owner();
            case "criticality" -> human.criticality();
            case "location" -> human.location();
            case "notes" -> human.notes();
            case "labels" -> String.join(" ", human.labels());
            default -> throw new IllegalArgumentException("people say no " + field);
        };
    }

    /// The device and its modules, as far as they run what the rule forbids.
    Stream<Subject> of(Policy.Forbids rule) {
        return Stream.concat(
                forbidden(rule, Optional.empty(), asset.observed()),
                asset.modules().stream().flatMap(module -> forbidden(rule, module)));
    }

    private Stream<Subject> forbidden(Policy.Forbids rule, AcceptedModule module) {
        return forbidden(rule, Optional.of(module.place()), module.facts());
    }

    private Stream<Subject> forbidden(
            Policy.Forbids rule, Optional<Module.Place> module, Facts facts) {
        List<String> products =
                Stream.of(NameplateField.ORDER_NUMBER, NameplateField.MODEL)
                        .flatMap(field -> facts.value(field).stream())
                        .toList();
        boolean product =
                rule.products().isEmpty()
                        || products.stream()
                                .anyMatch(it -> rule.products().stream().anyMatch(g -> g.fits(it)));
        return Optional.ofNullable(facts.identity().get(NameplateField.FIRMWARE_REVISION.id()))
                .filter(_ -> product)
                .stream()
                .flatMap(fact -> fact.values().stream().filter(rule::fits).limit(1))
                .map(revision ->
                        new Subject.Forbidden(
                                asset.name(),
                                module,
                                products.stream().limit(1).collect(Collectors.joining()),
                                revision,
                                rule.reason()));
    }
}
