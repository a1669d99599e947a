package io.walkdown.scanner.wire;

/// One guarded exchange with a device over one leg of its plan. Blocking; each call belongs to the
/// visit's own virtual thread.
///
/// The connection is opened by the first [#ask], paced by the gate, and bounded by the visit's
/// deadline. After a [Reply.Ended] nothing more is asked; [#close] is still called.
public interface Conversation {
    /// Sends the frame planned as that step and waits for one whole answer.
    ///
    /// @param stepId a step of this leg, in order, at most its `repeatMax` times
    /// @param frame exactly what the step's template allows; else the run ends (S1)
    /// @return the answer, or how the conversation ended
    Reply ask(String stepId, byte[] frame);

    /// Notes why a planned step, or the rest of its repeats, is not taken, for planned against
    /// actual (S5). Steps that nobody mentions are named with the outcome as the reason.
    void notTaken(String stepId, String reason);

    /// Sends the protocol's own close where the connection still stands, then half-closes, reads to
    /// the peer's end and closes (S3). Does nothing on a conversation that never connected.
    void close(String stepId, byte[] frame);

    /// Half-closes, reads to the peer's end and closes (S3).
    void close();
}
