package io.walkdown.profiles;

import io.walkdown.profiles.Evidence.Fact;
import io.walkdown.profiles.Evidence.Grade;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the `limits` of a profile: every number with unit, grade, source, date and the facts that
/// it is held against.
final class LimitReader {
    private static final Set<String> KEYS =
            Set.of("value", "unit", "grade", "source", "date", "facts");
    private static final Set<String> FACT_KEYS = Set.of("value", "grade", "source");

    private final String file;
    private final List<Finding> findings;

    LimitReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /// One number with its evidence.
    ///
    /// @param value in the limit's own unit: milliseconds, reads or connections
    record Graded(Limit limit, long value, Evidence evidence) {}

    Optional<Graded> read(YamlFields limits, Limit limit) {
        return limits.fields(limit.id()).flatMap(fields -> graded(fields.only(KEYS), limit));
    }

    private Optional<Graded> graded(YamlFields fields, Limit limit) {
        Optional<Long> factor = factor(fields, limit);
        Optional<Long> value = number(fields, "value");
        Optional<Grade> grade = grade(fields);
        Optional<LocalDate> date = date(fields);
        Optional<String> source = fields.required("source");
        List<Fact> facts = facts(fields, factor.orElse(1L));
        if (factor.isEmpty()
                || value.isEmpty()
                || grade.isEmpty()
                || date.isEmpty()
                || source.isEmpty()) {
            return Optional.empty();
        }
        long own = Limit.scaled(value.get(), factor.get());
        if (!inRange(fields, limit, own)) {
            return Optional.empty();
        }
        requireStrict(fields, limit, own, grade.get(), facts);
        String unit = fields.text("unit").orElse("");
        return Optional.of(
                new Graded(
                        limit,
                        own,
                        new Evidence(
                                limit.id(),
                                value.get(),
                                unit,
                                grade.get(),
                                source.get(),
                                date.get(),
                                facts)));
    }

    private Optional<Long> factor(YamlFields fields, Limit limit) {
        Optional<String> unit = fields.required("unit");
        Optional<Long> factor = unit.flatMap(limit::factor);
        if (unit.isPresent() && factor.isEmpty()) {
            fields.complain(
                    "unit",
                    "wrong-unit",
                    unit.get(),
                    "%s is not counted in \"%s\"".formatted(limit.id(), unit.get()),
                    "write " + limit.units());
        }
        return factor;
    }

    private static Optional<Long> number(YamlFields fields, String key) {
        Optional<String> text = fields.required(key);
        try {
            return text.map(Long::parseLong);
        } catch (NumberFormatException e) {
            fields.complain(
                    key,
                    "wrong-type",
                    text.orElse(""),
                    "\"%s\" is no whole number".formatted(text.orElse("")),
                    "write a whole number; the unit has a key of its own");
            return Optional.empty();
        }
    }

    static Optional<Grade> grade(YamlFields fields) {
        Optional<String> text = fields.required("grade");
        Optional<Grade> grade =
                text.flatMap(tag ->
                        Arrays.stream(Grade.values()).filter(g -> g.tag().equals(tag)).findFirst());
        if (text.isPresent() && grade.isEmpty()) {
            fields.complain(
                    "grade",
                    "not-a-choice",
                    text.get(),
                    "there is no grade \"%s\"".formatted(text.get()),
                    "write one of D, S, M, I, 2, J, U");
        }
        return grade;
    }

    static Optional<LocalDate> date(YamlFields fields) {
        Optional<String> text = fields.required("date");
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            fields.complain(
                    "date",
                    "wrong-type",
                    text.orElse(""),
                    "\"%s\" is no date".formatted(text.orElse("")),
                    "write it as 2026-11-23");
            return Optional.empty();
        }
    }

    private List<Fact> facts(YamlFields fields, long factor) {
        List<Fact> facts = new ArrayList<>();
        for (YamlNode item : fields.items("facts")) {
            YamlFields.of(file, fields.path() + ".facts", item, findings)
                    .map(fact -> fact.only(FACT_KEYS))
                    .ifPresent(fact -> {
                        Optional<Long> value = number(fact, "value");
                        Optional<Grade> grade = grade(fact);
                        Optional<String> source = fact.required("source");
                        if (value.isPresent() && grade.isPresent() && source.isPresent()) {
                            facts.add(
                                    new Fact(
                                            Limit.scaled(value.get(), factor),
                                            grade.get(),
                                            source.get()));
                        }
                    });
        }
        return facts;
    }

    private static boolean inRange(YamlFields fields, Limit limit, long own) {
        if (own >= limit.min() && own <= limit.max()) {
            return true;
        }
        fields.complain(
                "value",
                "out-of-range",
                limit.text(own),
                "%s is outside %s to %s"
                        .formatted(
                                limit.text(own), limit.text(limit.min()), limit.text(limit.max())),
                "write a value in that range");
        return false;
    }

    /// Judgement never goes below what somebody states (S12); hearsay alone is no default.
    private static void requireStrict(
            YamlFields fields, Limit limit, long own, Grade grade, List<Fact> facts) {
        if (grade == Grade.SECONDARY || grade == Grade.UNVERIFIED) {
            fields.complain(
                    "grade",
                    "unconfirmed-default",
                    grade.tag(),
                    "a number graded %s is no default".formatted(grade.tag()),
                    "confirm it in the maker's document, or take a stricter one graded J");
        }
        for (Fact fact : facts) {
            if (grade == Grade.JUDGEMENT && !limit.atLeastAsStrict(own, fact.value())) {
                fields.complain(
                        "value",
                        "judgement-below-fact",
                        limit.text(own),
                        "judged %s, and %s states %s"
                                .formatted(
                                        limit.text(own), fact.source(), limit.text(fact.value())),
                        "take a value at least as strict; here %s is stricter"
                                .formatted(limit.stricterWord()));
            }
        }
    }
}
