package io.walkdown.throttle;

/// A clock that only runs forward, for measuring distances in time.
public interface Ticker {
    /// The time now in nanoseconds since an origin that is the ticker's own.
    long nanos();

    /// The machine's monotonic clock. All callers share one origin near 0, so its times can be
    /// compared with each other in one process, and nowhere else. Thread-safe.
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
