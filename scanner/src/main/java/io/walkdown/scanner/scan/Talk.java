package io.walkdown.scanner.scan;

import java.util.Optional;

/// One visit that is in contact just now.
///
/// @param visit the visit's id: its address
/// @param device the name of the device that is asked
/// @param asked what it was asked last, in plain words; empty before its first frame
public record Talk(String visit, String device, Optional<String> asked) {
    /// Whether a wait of that visit is this one's; a canary's second look has its own id, which
    /// begins with the address too (S8).
    public boolean visitHolds(String other) {
        return other.equals(visit) || other.startsWith(visit + " ");
    }
}
