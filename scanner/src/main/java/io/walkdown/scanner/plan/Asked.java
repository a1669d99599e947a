package io.walkdown.scanner.plan;

/// What becomes of a request that a person asks for by name.
public sealed interface Asked {
    /// It can be planned.
    ///
    /// @param plan sends that one request and what has to come before it, and nothing else
    /// @param device the device's part of it; withheld where a rule holds it back now
    record Planned(ScanPlan plan, DevicePlan device) implements Asked {}

    /// No plan for that device holds it.
    ///
    /// @param why in plain words
    /// @param wayOut what can be asked
    record Unplannable(String why, String wayOut) implements Asked {}
}
