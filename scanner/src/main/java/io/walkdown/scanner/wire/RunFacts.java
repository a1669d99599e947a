package io.walkdown.scanner.wire;

import java.util.HexFormat;

/// What a journal's first line says of its run, so that a recording cannot be moved to another run
/// or plan (S13).
///
/// @param run the run's id
/// @param planHash the hash of what may be sent
/// @param planFileSha256 SHA-256 of the run folder's `plan.json`, in hexadecimal
public record RunFacts(String run, String planHash, String planFileSha256) {
    /// The facts of a run that follows a plan.
    ///
    /// @param planFile the bytes of its `plan.json`
    public static RunFacts of(String run, String planHash, byte[] planFile) {
        return new RunFacts(
                run, planHash, HexFormat.of().formatHex(Journal.sha256().digest(planFile)));
    }
}
