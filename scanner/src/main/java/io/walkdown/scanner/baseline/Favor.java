package io.walkdown.scanner.baseline;

/// Which side holds where two branches changed one thing differently.
public enum Favor {
    /// Neither: it is a conflict for a person. Until then ours stands, and what one side deleted
    /// and the other changed stays.
    NEITHER,
    /// Ours.
    OURS,
    /// Theirs.
    THEIRS
}
