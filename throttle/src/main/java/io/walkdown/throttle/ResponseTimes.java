package io.walkdown.throttle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How long a device took for the answers that are remembered of it, over all runs (S7).
///
/// @param kept the newest answers, at most [#KEPT], in the order in which they came; each from the
///   flush of the request to the last byte of the answer
public record ResponseTimes(List<Duration> kept) {
    /// How many answers are remembered of a device.
    public static final int KEPT = 64;

    /// With fewer answers nothing is slow: nobody knows yet what is usual.
    public static final int FEWEST = 5;

    /// How many times slower than usual an answer has to be.
    public static final int FACTOR = 3;

    /// How much slower than usual an answer has to be, for devices that answer in no time.
    public static final Duration MARGIN = Duration.ofMillis(200);

    /// A device that never answered before.
    public static final ResponseTimes NONE = new ResponseTimes(List.of());

    /// Forgets all but the newest [#KEPT].
    ///
    /// @throws IllegalArgumentException when one is negative
    public ResponseTimes {
        kept = List.copyOf(kept.subList(Math.max(0, kept.size() - KEPT), kept.size()));
        kept.forEach(each -> Limits.requireNotNegative("response time", each.toNanos()));
    }

    /// These, and then those that came after them.
    public ResponseTimes and(ResponseTimes later) {
        return new ResponseTimes(Stream.concat(kept.stream(), later.kept().stream()).toList());
    }

    /// The time within which 95 of 100 answers came, by nearest rank; empty with fewer than
    /// [#FEWEST].
    public Optional<Duration> p95() {
        return kept.size() < FEWEST
                ? Optional.empty()
                : Optional.of(kept.stream().sorted().toList().get(rank(kept.size()) - 1));
    }

    private static int rank(int count) {
        return (int) Math.ceil(count * 0.95);
    }

    /// Beyond which an answer is a sign of trouble: three times the device's own p95, or p95 and
    /// 200 ms, whichever is larger; empty while too few answers are known.
    public Optional<Duration> limit() {
        return p95().map(usual -> {
            Duration byFactor = usual.multipliedBy(FACTOR);
            Duration byMargin = usual.plus(MARGIN);
            return byFactor.compareTo(byMargin) > 0 ? byFactor : byMargin;
        });
    }
}
