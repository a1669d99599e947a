package io.walkdown.scanner.audit;

/// One check of one invariant, and what came of it.
///
/// @param invariant its number in the safety contract, for example `S4`
/// @param check what was checked, in a few words
/// @param verdict what came of it
public record Judged(String invariant, String check, Verdict verdict) {}
