package io.walkdown.scanner.gate;

import io.walkdown.scanner.baseline.DriftPolicy;
import io.walkdown.scanner.site.Choice;
import io.walkdown.scanner.site.Complaints;
import io.walkdown.scanner.site.Diagnostic;
import io.walkdown.scanner.site.Fields;
import io.walkdown.scanner.site.Rule;
import io.walkdown.scanner.site.Value;
import io.walkdown.scanner.site.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Reads a policy, written in YAML or JSON. Every finding of the file is collected, so that one
/// reading tells all.
public final class PolicyFile {
    /// The longest file that is read, in bytes: 1 MiB.
    public static final int MAX_BYTES = 1024 * 1024;

    private static final Set<String> KEYS =
            Set.of(
                    "version",
                    "missesInARow",
                    "failOn",
                    "failOnSeverity",
                    "severities",
                    "required",
                    "forbidden");

    private PolicyFile() {}

    /// What became of a reading.
    public sealed interface Reading {
        /// The file is right.
        record Read(Policy policy) implements Reading {}

        /// The file cannot be used.
        ///
        /// @param diagnostics at least one, in the file's order
        record Wrong(List<Diagnostic> diagnostics) implements Reading {
            public Wrong {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /// Reads a policy.
    ///
    /// @param file the file; it is named in diagnostics as given here
    public static Reading read(Path file) {
        Complaints complaints = new Complaints(file.toString());
        Optional<Policy> policy =
                YamlFile.read(file, MAX_BYTES, "name it with --policy", complaints)
                        .flatMap(root -> Fields.of(root, KEYS))
                        .map(PolicyFile::policy);
        List<Diagnostic> diagnostics = complaints.inOrder();
        return policy.isPresent() && diagnostics.isEmpty()
                ? new Reading.Read(policy.get())
                : new Reading.Wrong(diagnostics);
    }

    private static Policy policy(Fields fields) {
        requireVersion(fields, Policy.VERSION);
        int misses =
                fields.integer("missesInARow", DriftPolicy.MIN, DriftPolicy.MAX)
                        .orElse(DriftPolicy.DEFAULT.missesInARow());
        return new Policy(
                new DriftPolicy(misses),
                fields.optional("failOn").flatMap(PolicyFile::failOn),
                CriteriaReader.severity(fields, "failOnSeverity"),
                rules(fields, "severities", CriteriaReader.keysAnd("severity"), PolicyFile::rated),
                rules(
                        fields,
                        "required",
                        CriteriaReader.keysAnd("fields", "severity"),
                        PolicyFile::required),
                rules(
                        fields,
                        "forbidden",
                        CriteriaReader.keysAnd(
                                "product", "firmware", "before", "reason", "severity"),
                        PolicyFile::forbids));
    }

    /// Reports a version that this program does not know.
    static void requireVersion(Fields fields, int version) {
        fields.required("version", "write version: " + version)
                .ifPresent(value -> value.integer(version, version));
    }

    private static Optional<Set<Concern>> failOn(Value value) {
        return Optional.of(
                        value.oneOrMore().stream()
                                .flatMap(each ->
                                        each.text().stream().map(text -> new Word(each, text)))
                                .toList())
                .map(PolicyFile::concerns);
    }

    private record Word(Value value, String text) {}

    private static Set<Concern> concerns(List<Word> words) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        for (Word word : words) {
            switch (word.text()) {
                case "any" -> concerns.addAll(Concern.all());
                case "none" -> {}
                default -> {
                    List<String> known = new ArrayList<>(Concern.ids());
                    known.addAll(List.of("any", "none"));
                    Choice.of(word.value(), "kind of finding", Concern::byId, known)
                            .ifPresent(concerns::add);
                }
            }
        }
        return concerns;
    }

    /// A rule of the list, read by that function.
    private static <T> List<T> rules(
            Fields fields,
            String key,
            Set<String> known,
            BiFunction<Fields, String, Optional<T>> read) {
        List<T> rules = new ArrayList<>();
        List<Value> items = fields.items(key);
        for (int i = 0; i < items.size(); i++) {
            String where = "%s[%d], line %d".formatted(key, i, items.get(i).spot().at().line());
            Fields.of(items.get(i), known)
                    .flatMap(each -> read.apply(each, where))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    private static Optional<Policy.Rated> rated(Fields fields, String where) {
        Criteria criteria = CriteriaReader.criteria(fields);
        fields.required("severity", "write one of " + String.join(", ", Severity.ids()));
        return CriteriaReader.severity(fields, "severity")
                .map(severity -> new Policy.Rated(criteria, severity, where));
    }

    private static Optional<Policy.Required> required(Fields fields, String where) {
        refuse(fields, "kind", "field");
        List<String> names =
                fields.required("fields", "write fields: [serialNumber, human.owner]").stream()
                        .flatMap(value -> value.oneOrMore().stream())
                        .map(PolicyFile::requiredField)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return Optional.of(
                new Policy.Required(
                        CriteriaReader.criteria(fields),
                        names,
                        CriteriaReader.severity(fields, "severity"),
                        where));
    }

    private static String requiredField(Value value) {
        String name = CriteriaReader.field(value);
        if (name.contains("*") || name.contains("?") || name.equals("name")) {
            value.error(
                    Rule.NOT_A_CHOICE,
                    "\"%s\" cannot be required".formatted(name),
                    "name the field in whole");
        }
        return name;
    }

    private static Optional<Policy.Forbids> forbids(Fields fields, String where) {
        refuse(fields, "kind", "field");
        Optional<String> reason =
                fields.required("reason", "say why, for whoever reads the report")
                        .flatMap(Value::text);
        List<Glob> firmware = CriteriaReader.globs(fields, "firmware");
        Optional<Revision> before = fields.text("before").map(Revision::new);
        if (!fields.has("firmware") && !fields.has("before")) {
            fields.required("firmware", "write firmware: [\"V2.*\"], or before: \"V3.2\"");
        }
        return reason.map(why ->
                new Policy.Forbids(
                        CriteriaReader.criteria(fields),
                        CriteriaReader.globs(fields, "product"),
                        firmware,
                        before,
                        why,
                        CriteriaReader.severity(fields, "severity"),
                        where));
    }

    private static void refuse(Fields fields, String... keys) {
        for (String key : keys) {
            fields.optional(key)
                    .ifPresent(value ->
                            value.error(
                                    Rule.UNKNOWN_KEY,
                                    "there is no key \"%s\" here".formatted(key),
                                    "it belongs to severities"));
        }
    }
}
