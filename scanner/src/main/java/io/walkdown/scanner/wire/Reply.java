package io.walkdown.scanner.wire;

import io.walkdown.scanner.asset.ProbeOutcome;

/// What came of asking.
public sealed interface Reply {
    /// One whole answer frame, within its step's bound.
    ///
    /// @param bytes the frame; hostile until parsed (S14)
    record Answer(Octets bytes) implements Reply {}

    /// No answer: nothing more may be asked in this conversation. It must still be closed.
    ///
    /// @param outcome what happened, as the visit's outcome
    record Ended(ProbeOutcome outcome) implements Reply {}
}
