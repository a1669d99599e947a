package io.walkdown.throttle;

/// What the throttle says to a [Request].
public sealed interface Decision {
    /// It may go now. Whoever acts on it tells the throttle so before anyone asks again.
    record Go() implements Decision {}

    /// Not yet.
    ///
    /// @param nanos when to ask again, in the ticker's time; [#UNTIL_EVENT] when only another
    ///   visit's event can change the answer
    /// @param rule the rule that makes it wait
    /// @param why the reason in plain words
    record WaitUntil(long nanos, Rule rule, String why) implements Decision {}

    /// Not in this visit, nor later in this run.
    ///
    /// @param rule the rule that refuses
    /// @param why the reason in plain words, with the numbers
    record Never(Rule rule, String why) implements Decision {}

    /// The time of a wait whose end depends on another visit.
    long UNTIL_EVENT = Long.MAX_VALUE;

    /// The one `Go`.
    Go GO = new Go();
}
