package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Source;
import java.util.List;
import java.util.Optional;

/// One observed field as a baseline keeps it: what was told and by which request, not when.
///
/// Only what a device said is a fact: that nobody asked or that no answer came is none. Two facts
/// agree or differ by state and values; the evidence is no part of that.
///
/// @param state known, empty, not supported or conflict
/// @param values one for known, at least two for conflict in sorted order, else none
/// @param evidence protocol and request, for example `s7 szl-0011`
public record Fact(FieldState state, List<String> values, String evidence) {
    public Fact {
        values =
                values.size() < 2
                        ? List.copyOf(values)
                        : values.stream().distinct().sorted().toList();
        boolean fits =
                switch (state) {
                    case KNOWN -> values.size() == 1;
                    case CONFLICT -> values.size() > 1;
                    case EMPTY, NOT_SUPPORTED -> values.isEmpty();
                    case NOT_ASKED, NO_ANSWER -> false;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "%d values do not make a fact that is %s".formatted(values.size(), state.id()));
        }
    }

    /// The fact in that field, if there is one.
    public static Optional<Fact> of(Field field) {
        String evidence = field.source().map(Fact::words).orElse("");
        return switch (field.state()) {
            case KNOWN -> Optional.of(told(field.value().orElse(""), evidence));
            case CONFLICT -> Optional.of(told(field.values(), evidence));
            case EMPTY, NOT_SUPPORTED -> Optional.of(new Fact(field.state(), List.of(), evidence));
            case NOT_ASKED, NO_ANSWER -> Optional.empty();
        };
    }

    /// Whether that field tells anything.
    static boolean isIn(Field field) {
        return switch (field.state()) {
            case KNOWN, CONFLICT, EMPTY, NOT_SUPPORTED -> true;
            case NOT_ASKED, NO_ANSWER -> false;
        };
    }

    /// Whether that field tells exactly this: what [#of] would give, without making it.
    boolean isTold(Field field) {
        if (state != FieldState.KNOWN || field.state() != FieldState.KNOWN) {
            return of(field).filter(this::equals).isPresent();
        }
        Source source = field.source().orElse(null);
        return values.getFirst().equals(field.value().orElse(""))
                && (source == null ? evidence.isEmpty() : isEvidence(source));
    }

    private boolean isEvidence(Source source) {
        int protocol = source.protocol().length();
        return evidence.length() == protocol + 1 + source.request().length()
                && evidence.startsWith(source.protocol())
                && evidence.charAt(protocol) == ' '
                && evidence.endsWith(source.request());
    }

    private static String words(Source source) {
        return (source.protocol() + " " + source.request()).intern(); // few, and in every field
    }

    /// What that text says: a blank one says that the field is empty.
    static Fact told(String value, String evidence) {
        return value.isBlank()
                ? new Fact(FieldState.EMPTY, List.of(), evidence)
                : new Fact(FieldState.KNOWN, List.of(value), evidence);
    }

    /// What those texts say together; one of them alone is no conflict.
    static Fact told(List<String> values, String evidence) {
        List<String> different = values.stream().distinct().toList();
        return switch (different.size()) {
            case 0 -> new Fact(FieldState.EMPTY, List.of(), evidence);
            case 1 -> told(different.getFirst(), evidence);
            default -> new Fact(FieldState.CONFLICT, different, evidence);
        };
    }

    /// The value, where one is known.
    public Optional<String> value() {
        return state == FieldState.KNOWN ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// Whether both say the same, whatever the evidence.
    boolean agrees(Fact other) {
        return state == other.state && values.equals(other.values);
    }

    /// For a person: the value, the values, or why there is none.
    public String text() {
        return switch (state) {
            case KNOWN -> values.getFirst();
            case CONFLICT -> String.join(" | ", values);
            case EMPTY -> "(empty)";
            case NOT_SUPPORTED, NOT_ASKED, NO_ANSWER -> "(" + state.id().replace('-', ' ') + ")";
        };
    }
}
