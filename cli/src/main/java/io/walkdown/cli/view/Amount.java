package io.walkdown.cli.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Durations, sizes and counts as people say them.
public final class Amount {
    private Amount() {}

    /// A duration with two figures that matter, for example `250 ms`, `1.5 s`, `12 min 5 s`.
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0).replace(".0 s", " s");
        }
        if (millis < 60_000) {
            return "1 min";
        }
        if (duration.toHours() < 1) {
            return joined(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        if (duration.toDays() < 2) {
            return joined(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return joined(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    /// A size in bytes, for example `830 B`, `1.2 kB`, `48.1 MB`.
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double size = bytes / 1e3;
        int unit = 0;
        while (size >= 999.95 && unit < units.length - 1) {
            size /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
    }

    /// A rate a second without its unit, with what matters of its figures: `373`, `3.2`, `0.25`.
    public static String rate(double perSecond) {
        int decimals = perSecond >= 99.95 ? 0 : perSecond >= 0.995 ? 1 : 2;
        return BigDecimal.valueOf(perSecond)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// A count with its noun, for example `1 frame`, `2 frames`.
    public static String count(long number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    private static String joined(long large, String largeUnit, int small, String smallUnit) {
        return small == 0
                ? "%d %s".formatted(large, largeUnit)
                : "%d %s %d %s".formatted(large, largeUnit, small, smallUnit);
    }
}
