package io.walkdown.scanner.site;

import java.util.List;
import java.util.Optional;

/// Levels of the Purdue model; 3.5 is the zone between plant and office.
final class Purdue {
    private static final List<String> LEVELS = List.of("0", "1", "2", "3", "3.5", "4", "5");

    private Purdue() {}

    static Optional<String> read(Value value) {
        Optional<String> level = value.raw();
        if (level.isPresent()
                && (!LEVELS.contains(level.get())
                        || !(value.node() instanceof YamlNode.Scalar scalar && scalar.plain()))) {
            value.error(
                    Rule.OUT_OF_RANGE,
                    "\"%s\" is no level".formatted(level.get()),
                    "write 0, 1, 2, 3, 3.5, 4 or 5, without quotes");
            return Optional.empty();
        }
        return level;
    }
}
