package io.walkdown.scanner.scan;

import io.walkdown.scanner.wire.Pulse;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Everything that a running scan needs to go on: clocks that agree, an open window, and the
/// heartbeat and the kill switch where there are some (S9, S11). Thread-safe.
final class Vitals implements Pulse {
    private static final long LOOK_MILLIS = 10;

    private final InstantSource clock;
    private final ClockWatch clocks;
    private final Instant windowCloses;
    private final List<Pulse> others = new CopyOnWriteArrayList<>();

    /// @param windowCloses by the time of day; [Instant#MAX] for never
    Vitals(InstantSource clock, Ticker ticker, Instant windowCloses) {
        this.clock = clock;
        this.clocks = new ClockWatch(clock, ticker);
        this.windowCloses = windowCloses;
    }

    void heed(Pulse pulse) {
        others.add(pulse);
    }

    @Override
    public Optional<Lost> lost() {
        return clocks.lost().or(this::windowClosed).or(this::otherLost);
    }

    private Optional<Lost> otherLost() {
        for (Pulse pulse : others) {
            Optional<Lost> lost = pulse.lost();
            if (lost.isPresent()) {
                return lost;
            }
        }
        return Optional.empty();
    }

    /// The throttle holds the window's end by elapsed time, which a clock change does not touch;
    /// this holds it by the time of day as well.
    private Optional<Lost> windowClosed() {
        return clock.instant().isBefore(windowCloses)
                ? Optional.empty()
                : Optional.of(new Lost("S11: the window closed at " + windowCloses, false));
    }

    /// Looks a hundred times a second and stops the run once something is lost, so that a scan
    /// which only waits stops too; ends when it is closed.
    ///
    /// @param gate stopped already where a conversation was the first to find the pulse lost
    /// @param stop stops the whole run: gate and canaries
    Watch watch(Gate gate, Consumer<String> stop) {
        clocks.begin();
        var over = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("vitals").start(() -> look(gate, stop, over));
        return new Watch(over, thread);
    }

    private void look(Gate gate, Consumer<String> stop, CountDownLatch over) {
        try {
            do {
                Optional<String> why = gate.stopReason().or(() -> lost().map(Lost::why));
                if (why.isPresent()) {
                    stop.accept(why.get());
                    return;
                }
            } while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            stop.accept("clocks and heartbeat cannot be looked at: " + e);
        }
    }

    /// A watch that goes on until it is closed.
    record Watch(CountDownLatch over, Thread thread) implements AutoCloseable {
        @Override
        public void close() {
            over.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
