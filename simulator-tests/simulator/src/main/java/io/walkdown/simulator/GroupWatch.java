package io.walkdown.simulator;

import io.walkdown.simulator.PlantFile.Group;
import io.walkdown.simulator.Understood.Fault;
import java.util.Optional;

/// What the devices of one shared-fate group saw together. Not thread-safe: guarded by [Witness].
final class GroupWatch {

    private final String name;
    private final Group group;
    private int open;
    private long lastExchangeNanos;
    private long lastAnswerNanos;

    GroupWatch(String name, Group group) {
        this.name = name;
        this.group = group;
    }

    void opened() {
        open++;
    }

    void ended() {
        open--;
    }

    /// A group bears one connection at a time (S2) unless it declares more (S6).
    Optional<Fault> crowded() {
        if (open <= group.concurrentVisits()) {
            return Optional.empty();
        }
        return Optional.of(
                new Fault(
                        group.concurrentVisits() == 1 ? "S2" : "S6",
                        "%d connections at once in group %s, which bears %d"
                                .formatted(open, name, group.concurrentVisits())));
    }

    void answered(long exchangeNanos, long nanos) {
        lastExchangeNanos = exchangeNanos;
        lastAnswerNanos = nanos;
    }

    /// Whether the group has rested long enough when a frame arrives.
    ///
    /// Exact, without a tolerance: the exchange is measured from the request's arrival (noticed, if
    /// anything, late) to just before the answer is written, so it is never longer than what the
    /// scanner measured; the rest lasts from just before that answer until the next arrival
    /// (noticed, if anything, late), so it is never shorter than the scanner's.
    Optional<Fault> restless(long nanos) {
        double percent = group.busTimePercent();
        double needed = percent <= 0 ? 0 : lastExchangeNanos * (100 / percent - 1);
        long rest = nanos - lastAnswerNanos;
        return lastExchangeNanos > 0 && rest < needed
                ? Optional.of(
                        new Fault(
                                "S6",
                                "group %s rested %.1f ms after an exchange of %.1f ms, needs %.1f"
                                        .formatted(
                                                name,
                                                rest / 1e6,
                                                lastExchangeNanos / 1e6,
                                                needed / 1e6)))
                : Optional.empty();
    }
}
