package io.walkdown.scanner.scan;

import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How far a scan is, at one moment.
///
/// @param devices devices that the plan contacts
/// @param done how many of them are over
/// @param frames frames sent so far
/// @param inContact names of the devices in contact just now
/// @param waiting what those in contact wait for, longest first
/// @param queued visits that have not been admitted yet
/// @param elapsed since the scan's start
/// @param left how long it will usually still take
/// @param breakers those that have counted trouble (S7)
/// @param stopping why no new frame leaves; empty while the scan goes on
public record Progress(
        int devices,
        int done,
        int frames,
        List<String> inContact,
        List<Waiting> waiting,
        int queued,
        Duration elapsed,
        Duration left,
        List<BreakerState> breakers,
        Optional<String> stopping) {
    public Progress {
        inContact = List.copyOf(inContact);
        waiting = List.copyOf(waiting);
        breakers = List.copyOf(breakers);
    }
}
