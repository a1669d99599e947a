package io.walkdown.cli.command;

import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftItem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which kinds of drift end a command with exit code 2.
///
/// @param kinds those kinds; none: drift never does
record FailOn(Set<DriftItem.Kind> kinds) {
    static final String KINDS = "appeared, vanished, changed, replaced, moved, conflict";

    FailOn {
        kinds = Set.copyOf(kinds);
    }

    /// Every kind of drift.
    static final FailOn ANY = new FailOn(drift());

    /// The kinds that were typed; nothing typed: no kind.
    static FailOn parse(List<String> words) {
        Set<DriftItem.Kind> kinds = EnumSet.noneOf(DriftItem.Kind.class);
        for (String word : words) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "any" -> kinds.addAll(drift());
                case "none" -> {}
                default -> kinds.add(kind(word));
            }
        }
        return new FailOn(kinds);
    }

    private static Set<DriftItem.Kind> drift() {
        Set<DriftItem.Kind> kinds = EnumSet.noneOf(DriftItem.Kind.class);
        Arrays.stream(DriftItem.Kind.values()).filter(DriftItem.Kind::isDrift).forEach(kinds::add);
        return kinds;
    }

    private static DriftItem.Kind kind(String word) {
        Optional<DriftItem.Kind> kind =
                drift().stream().filter(k -> k.id().equals(word.strip())).findFirst();
        return kind.orElseThrow(() ->
                new Failure(
                        ExitCode.USAGE,
                        "--fail-on " + word + " is wrong",
                        "there is no kind of drift \"" + word + "\"",
                        "write any, none, or some of: " + KINDS));
    }

    /// Whether no kind of drift counts.
    boolean none() {
        return kinds.isEmpty();
    }

    /// Whether that drift has an item of these kinds.
    boolean reached(Drift drift) {
        return drift.drift().stream().anyMatch(item -> kinds.contains(item.kind()));
    }
}
