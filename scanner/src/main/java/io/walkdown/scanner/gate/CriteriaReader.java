package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.site.Choice;
import io.walkdown.scanner.site.Fields;
import io.walkdown.scanner.site.Rule;
import io.walkdown.scanner.site.Value;
import io.walkdown.scanner.store.Near;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what the rules of a policy have in common. What is wrong is reported to the file's
/// complaints and left out here.
final class CriteriaReader {
    /// The keys that say to what a rule applies.
    static final Set<String> KEYS =
            Set.of("kind", "field", "asset", "manufacturer", "criticality", "zone");

    private static final List<String> FIELDS =
            Stream.of(
                            Arrays.stream(NameplateField.values()).map(NameplateField::id),
                            Stream.of(
                                    "name",
                                    "human.owner",
                                    "human.criticality",
                                    "human.location",
                                    "human.notes",
                                    "human.labels"))
                    .flatMap(names -> names)
                    .toList();

    private CriteriaReader() {}

    /// These keys and those.
    static Set<String> keysAnd(String... others) {
        Set<String> all = new HashSet<>(KEYS);
        all.addAll(List.of(others));
        return all;
    }

    static Criteria criteria(Fields fields) {
        return new Criteria(
                concerns(fields, "kind"),
                oneOrMore(fields, "field").map(CriteriaReader::field).map(Glob::new).toList(),
                globs(fields, "asset"),
                globs(fields, "manufacturer"),
                globs(fields, "criticality"),
                globs(fields, "zone"));
    }

    private static Stream<Value> oneOrMore(Fields fields, String key) {
        return fields.optional(key).stream().flatMap(value -> value.oneOrMore().stream());
    }

    static List<Glob> globs(Fields fields, String key) {
        return oneOrMore(fields, key)
                .flatMap(value -> value.text().stream())
                .map(Glob::new)
                .toList();
    }

    static Set<Concern> concerns(Fields fields, String key) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        oneOrMore(fields, key)
                .flatMap(value ->
                        Choice.of(value, "kind of finding", Concern::byId, Concern.ids()).stream())
                .forEach(concerns::add);
        return concerns;
    }

    static Optional<Severity> severity(Fields fields, String key) {
        return fields.optional(key)
                .flatMap(value -> Choice.of(value, "severity", Severity::byId, Severity.ids()));
    }

    /// The name of a field as baselines have it; `*` and `?` stand for anything.
    static String field(Value value) {
        String name = value.text().orElse("");
        boolean known =
                name.isEmpty()
                        || FIELDS.contains(name)
                        || name.startsWith("attributes.")
                        || name.contains("*")
                        || name.contains("?");
        if (!known) {
            value.error(
                    Rule.NOT_A_CHOICE,
                    "\"%s\" is no field of a baseline".formatted(name),
                    Near.nearest(name, FIELDS)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("known: attributes.NAME, " + String.join(", ", FIELDS)));
        }
        return name;
    }
}
