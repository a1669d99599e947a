package io.walkdown.throttle;

import io.walkdown.profiles.Gap;
import java.time.Duration;
import java.util.Set;

/// Visits for tests: generous unless a test says otherwise.
final class Demands {
    private final String visit;
    private final String address;
    private Set<String> groups = Set.of();
    private Gap gap = Gap.ofMillis(100);
    private long worstCaseNanos = Duration.ofSeconds(10).toNanos();
    private long deadlineNanos = Duration.ofDays(1).toNanos();
    private int frames = 1_000;
    private long bytes = 1_000_000;
    private int connections = 2;
    private long notAfterNanos = VisitDemand.NO_WINDOW;

    private Demands(String visit, String address) {
        this.visit = visit;
        this.address = address;
    }

    static Demands of(String visit, String address) {
        return new Demands(visit, address);
    }

    Demands groups(String... names) {
        groups = Set.of(names);
        return this;
    }

    Demands gapMillis(long millis) {
        gap = Gap.ofMillis(millis);
        return this;
    }

    Demands worstCase(Duration length) {
        worstCaseNanos = length.toNanos();
        return this;
    }

    Demands deadline(Duration length) {
        deadlineNanos = length.toNanos();
        return this;
    }

    Demands frames(int count) {
        frames = count;
        return this;
    }

    Demands bytes(long count) {
        bytes = count;
        return this;
    }

    Demands connections(int count) {
        connections = count;
        return this;
    }

    Demands notAfter(Duration time) {
        notAfterNanos = time.toNanos();
        return this;
    }

    VisitDemand build() {
        return new VisitDemand(
                visit,
                address,
                groups,
                gap,
                worstCaseNanos,
                deadlineNanos,
                new VisitAllowance(frames, bytes, connections, Duration.ofDays(1)),
                notAfterNanos);
    }
}
