package io.walkdown.scanner.audit;

import java.time.Instant;
import java.util.Optional;

/// One breach. Its texts may hold what stands in a recording: neutralise them before a screen
/// (S14).
///
/// @param place where it stands
/// @param at when it happened, as recorded; empty where that is not known
/// @param device whom it met: a device's name, else an address and port, else nothing
/// @param what what is wrong, with the value and the rule
public record Finding(Place place, Optional<Instant> at, String device, String what) {
    static Finding of(Place place, String what) {
        return new Finding(place, Optional.empty(), "", what);
    }
}
