package io.walkdown.throttle;

/// `System.nanoTime` counted from the first use, so that plain comparison is safe for 292 years.
enum SystemTicker implements Ticker {
    INSTANCE;

    private final long originNanos = System.nanoTime();

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }
}
