package io.walkdown.throttle;

/// How a visit ended, as far as the breakers care (S7).
public enum Trouble {
    /// In order.
    NONE,
    /// The address gave no answer at all, now or ever: it may be switched off, and never trips a
    /// breaker.
    SILENT_NEVER_ANSWERED,
    /// A sign of trouble: a timeout after having answered, a reset, a busy, malformed or slow
    /// answer, an unanswered close.
    TROUBLED
}
