package io.walkdown.throttle;

/// What a frame does for its visit, as the plan's steps name it.
public enum FrameKind {
    /// Sets the conversation up.
    OPEN,
    /// Asks for an identification object.
    READ,
    /// Asks for the rest of an answer.
    CONTINUE,
    /// Ends the conversation; the only kind that still goes after a stop, a deadline or a window.
    CLOSE
}
