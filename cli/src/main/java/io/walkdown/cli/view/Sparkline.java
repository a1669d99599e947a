package io.walkdown.cli.view;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Times as a row of bars: the tallest is the longest of them, and the lowest stands for almost
/// nothing.
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /// One bar for each time, in their order.
    ///
    /// @param most how many are shown at most, the last ones
    public static String of(List<Duration> times, int most) {
        List<Duration> shown = times.subList(Math.max(0, times.size() - most), times.size());
        long longest = shown.stream().mapToLong(Duration::toNanos).max().orElse(0);
        return shown.stream()
                .map(time -> bar(time.toNanos(), longest))
                .collect(Collectors.joining());
    }

    private static String bar(long nanos, long longest) {
        int index =
                longest <= 0
                        ? 0
                        : (int) Math.min(BARS.length() - 1, nanos * BARS.length() / longest);
        return String.valueOf(BARS.charAt(index));
    }
}
