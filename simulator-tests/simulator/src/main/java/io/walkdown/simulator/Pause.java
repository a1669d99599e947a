package io.walkdown.simulator;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waiting as a device does it: for an exact time, ended early only by the plant's end.
final class Pause {

    private Pause() {}

    /// Waits `millis` milliseconds; returns at once when that is not positive.
    static void millis(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("the plant ends");
            }
        }
    }
}
