package io.walkdown.throttle;

/// How a thread waits: until it is unparked, or that time has come, or for no reason at all.
@FunctionalInterface
interface Parker {
    void parkUntil(long untilNanos);
}
