package io.walkdown.suite;

import java.util.List;
import java.util.Locale;

/// How long after stops requests still arrived.
///
/// @param millis one for each stop, in milliseconds: 0 where none arrived after it; sorted
record Latencies(List<Double> millis) {
    Latencies {
        millis = millis.stream().sorted().toList();
    }

    /// The value that this share of all stay at or below.
    ///
    /// @param share above 0, at most 1
    double atMost(double share) {
        return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }

    /// After how many stops a request arrived at all.
    long late() {
        return millis.stream().filter(each -> each > 0).count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d stops: median %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms;"
                        + " no request after %d of them",
                millis.size(),
                atMost(0.5),
                atMost(0.99),
                atMost(0.999),
                millis.getLast(),
                millis.size() - late());
    }
}
