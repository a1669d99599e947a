package io.walkdown.cli.command;

import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.gate.Concern;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Subject;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.store.Near;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which kinds of findings end a command with exit code 2.
///
/// @param concerns those kinds; none: nothing does
record FailOn(Set<Concern> concerns) {
    static final String KINDS =
            "appeared, vanished, changed, firmware, module, serial, replaced, moved, conflict";

    FailOn {
        concerns = Set.copyOf(concerns);
    }

    /// Every kind.
    static final FailOn ANY = new FailOn(Concern.all());

    /// The kinds that were typed; nothing typed: no kind.
    static FailOn parse(List<String> words) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        for (String typed : words) {
            String word = typed.strip().toLowerCase(Locale.ROOT);
            switch (word) {
                case "any" -> concerns.addAll(Concern.all());
                case "none" -> {}
                default -> concerns.add(concern(word));
            }
        }
        return new FailOn(concerns);
    }

    private static Concern concern(String word) {
        return Concern.byId(word)
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.USAGE,
                                "--fail-on " + word + " is wrong",
                                "there is no kind of drift \"" + word + "\"",
                                wayOut(word)));
    }

    private static String wayOut(String word) {
        if (Severity.byId(word).isPresent()) {
            return "write --fail-on-severity " + word;
        }
        List<String> known = new ArrayList<>(Concern.ids());
        known.addAll(List.of("any", "none"));
        return Near.nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("write any, none, or some of: " + KINDS);
    }

    /// Whether no kind counts.
    boolean none() {
        return concerns.isEmpty();
    }

    /// Whether that drift has an item of these kinds.
    boolean reached(Drift drift) {
        var threshold = new Threshold(concerns, Severity.INFO);
        return drift.drift().stream().map(Subject.Difference::new).anyMatch(threshold::isOfConcern);
    }
}
