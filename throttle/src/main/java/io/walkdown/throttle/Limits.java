package io.walkdown.throttle;

/// Range checks whose error names the value and the rule.
final class Limits {
    private Limits() {}

    static void require(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "%s %s is outside %s to %s"
                            .formatted(what, plain(value), plain(min), plain(max)));
        }
    }

    static void requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("%s %d is below 0".formatted(what, value));
        }
    }

    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
