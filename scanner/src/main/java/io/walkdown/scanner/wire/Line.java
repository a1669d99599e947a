package io.walkdown.scanner.wire;

/// A visit's access to its device: one conversation for each leg of the plan.
@FunctionalInterface
public interface Line {
    /// The conversation of that leg. Nothing is sent until its first question.
    Conversation leg(String legId);
}
