package io.walkdown.throttle;

import java.util.concurrent.locks.LockSupport;

/// Parks by the machine's timer, and spins where a timer would be late by more than the wait.
final class TickerParker implements Parker {
    private static final long SPIN_NANOS = 20_000;

    private final Ticker ticker;

    TickerParker(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void parkUntil(long untilNanos) {
        if (untilNanos == Decision.UNTIL_EVENT) {
            LockSupport.park(this);
            return;
        }
        long leftNanos = untilNanos - ticker.nanos();
        if (leftNanos > SPIN_NANOS) {
            LockSupport.parkNanos(this, leftNanos);
        } else {
            Thread.onSpinWait();
        }
    }
}
