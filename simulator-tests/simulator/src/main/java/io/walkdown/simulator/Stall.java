package io.walkdown.simulator;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures how late this process currently notices things.
///
/// A frame's arrival time is taken by a thread that must first be woken. When the machine or the
/// garbage collector holds all threads back, a frame that came in good time is noticed late, and
/// the next one then seems early. A thread of its own that wakes every few milliseconds knows how
/// much that was (a virtual one, because the connections' threads are virtual, too, and wait for
/// the same carriers); judgements that compare two arrivals allow for it. Judgements that can be
/// made exact (see [DeviceWatch]) do not need it.
final class Stall implements AutoCloseable {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MEMORY = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong lastTick = new AtomicLong(System.nanoTime());
    private final AtomicLong worst = new AtomicLong();
    private final AtomicLong worstAt = new AtomicLong(System.nanoTime());
    private final Thread thread = Thread.ofVirtual().name("plant-stall").unstarted(this::run);
    private volatile boolean ended;

    Stall start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos(PERIOD);
            long now = System.nanoTime();
            note(now, now - lastTick.getAndSet(now) - PERIOD);
        }
    }

    private void note(long now, long late) {
        if (late >= worst.get() || now - worstAt.get() > MEMORY) {
            worst.set(late);
            worstAt.set(now);
        }
    }

    /// The longest that anything was noticed too late within about the last second, in nanoseconds.
    long nanos() {
        long now = System.nanoTime();
        return Math.max(0, Math.max(worst.get(), now - lastTick.get() - PERIOD));
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }
}
