package io.walkdown.throttle;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that shows the time of the newest event, so that what runs inside the throttle lives in
/// the caller's time, virtual or real.
final class EventClock extends Clock {
    private long nanos;

    void advanceTo(long eventNanos) {
        nanos = Math.max(nanos, eventNanos);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
