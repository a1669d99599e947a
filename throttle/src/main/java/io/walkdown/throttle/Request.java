package io.walkdown.throttle;

/// What a visit wants to do next.
public sealed interface Request {
    /// To start.
    record Admission(VisitDemand demand) implements Request {}

    /// To open its connection.
    record Connect(String visit) implements Request {}

    /// To write one frame.
    ///
    /// @param bytes the frame's length, 0 or more
    record Frame(String visit, FrameKind kind, int bytes) implements Request {
        public Frame {
            Limits.requireNotNegative("bytes of a frame", bytes);
        }
    }
}
