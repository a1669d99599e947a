package io.walkdown.simulator;

import io.walkdown.simulator.PlantFile.Head;
import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.Understood.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// What the plant as a whole saw: the site's rate and connections, its groups, and whether a stop
/// was announced.
///
/// Thread-safe. Devices call it while they hold their own lock; it calls no device while it holds
/// its own.
final class Witness {

    /// How long after an announced stop a frame may still arrive: it may have been written before.
    /// To this comes what the machine is held up at the moment.
    private static final long STOP_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(50);

    private final PlantClock clock = new PlantClock();
    private final Stall stall;
    private final Head plant;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final SiteRate rate;
    private final Map<String, GroupWatch> groups = new LinkedHashMap<>();
    private int open;
    private int phase = 1;
    private boolean contacted;
    private long lastNanos;
    private OptionalLong lastRequestNanos = OptionalLong.empty();
    private boolean stopped;
    private long stoppedNanos;

    Witness(Head plant, Stall stall) {
        this.plant = plant;
        this.stall = stall;
        this.rate = new SiteRate(plant.limits().framesPerSecond(), plant.limits().toleranceMs());
        plant.groups().forEach((name, group) -> groups.put(name, new GroupWatch(name, group)));
    }

    PlantClock clock() {
        return clock;
    }

    boolean excludes(String address) {
        return plant.exclude().contains(address);
    }

    int phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /// Begins a new scan: budgets start anew, and an announced stop is over.
    void nextPhase() {
        lock.lock();
        try {
            begin();
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        phase++;
        contacted = false;
        stopped = false;
    }

    /// Begins a new scan where the present one has contacted somebody, holds no connection and has
    /// been quiet for that long.
    boolean nextPhaseAfter(long quietNanos) {
        lock.lock();
        try {
            boolean over = contacted && open == 0 && System.nanoTime() - lastNanos >= quietNanos;
            if (over) {
                begin();
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    private void seen(long nanos) {
        if (!contacted || nanos - lastNanos > 0) {
            lastNanos = nanos;
        }
        contacted = true;
    }

    void stopAnnounced() {
        lock.lock();
        try {
            stopped = true;
            stoppedNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /// A scan connection began.
    ///
    /// @return what was wrong with that, the narrowest place first
    Optional<Fault> opened(List<String> names, long nanos) {
        lock.lock();
        try {
            open++;
            seen(nanos);
            List<GroupWatch> members = members(names);
            members.forEach(GroupWatch::opened);
            if (late(nanos)) {
                return Optional.of(new Fault("S9", "a connection after the stop"));
            }
            return members.stream()
                    .flatMap(group -> group.crowded().stream())
                    .findFirst()
                    .or(this::crowded);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Fault> crowded() {
        int bears = plant.limits().concurrentVisits();
        return open > bears
                ? Optional.of(
                        new Fault(
                                "S6",
                                "%d connections at once at the site, which bears %d"
                                        .formatted(open, bears)))
                : Optional.empty();
    }

    /// When the last request came that does not close a conversation, by [System#nanoTime()].
    OptionalLong lastRequestNanos() {
        lock.lock();
        try {
            return lastRequestNanos;
        } finally {
            lock.unlock();
        }
    }

    /// Scan connections that are open at this moment.
    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    void ended(List<String> names) {
        lock.lock();
        try {
            open--;
            seen(System.nanoTime());
            members(names).forEach(GroupWatch::ended);
        } finally {
            lock.unlock();
        }
    }

    /// A frame of the scan arrived at a device.
    ///
    /// @return what was wrong for the site and its groups
    List<Fault> arrived(List<String> names, Step step, long nanos) {
        lock.lock();
        try {
            List<Fault> faults = new ArrayList<>();
            seen(nanos);
            if (step != Step.CLOSE) {
                lastRequestNanos = OptionalLong.of(nanos);
            }
            rate.frame(nanos, stall.nanos()).ifPresent(text -> faults.add(new Fault("S6", text)));
            members(names).forEach(group -> group.restless(nanos).ifPresent(faults::add));
            if (step != Step.CLOSE && late(nanos)) {
                faults.add(
                        new Fault(
                                "S9",
                                "a frame %.0f ms after the stop"
                                        .formatted((nanos - stoppedNanos) / 1e6)));
            }
            return faults;
        } finally {
            lock.unlock();
        }
    }

    private boolean late(long nanos) {
        return stopped && nanos - stoppedNanos > STOP_ALLOWANCE + stall.nanos();
    }

    void answered(List<String> names, long exchangeNanos, long nanos) {
        lock.lock();
        try {
            seen(nanos);
            members(names).forEach(group -> group.answered(exchangeNanos, nanos));
        } finally {
            lock.unlock();
        }
    }

    private List<GroupWatch> members(List<String> names) {
        return names.stream().map(groups::get).filter(group -> group != null).toList();
    }
}
