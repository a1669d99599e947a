package io.walkdown.scanner.scan;

import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far a scan is, at one moment.
///
/// @param devices devices that the plan contacts
/// @param done how many of them are over
/// @param frames frames sent so far, closing ones included
/// @param talks the visits that are in contact just now
/// @param waiting who waits for what, longest first: those in contact and those not admitted yet
/// @param groups the same by group, in the order of their names
/// @param outcomes how many devices ended how, by the outcomes' names
/// @param queued visits that have not been admitted yet
/// @param elapsed since the scan's start
/// @param left how long it will usually still take
/// @param breakers those that have counted trouble (S7)
/// @param stopping why no new frame leaves; empty while the scan goes on
public record Progress(
        int devices,
        int done,
        long frames,
        List<Talk> talks,
        List<Waiting> waiting,
        List<GroupProgress> groups,
        Map<String, Integer> outcomes,
        int queued,
        Duration elapsed,
        Duration left,
        List<BreakerState> breakers,
        Optional<String> stopping) {
    public Progress {
        talks = List.copyOf(talks);
        waiting = List.copyOf(waiting);
        groups = List.copyOf(groups);
        outcomes = Map.copyOf(outcomes);
        breakers = List.copyOf(breakers);
    }

    /// The names of the devices in contact just now.
    public List<String> inContact() {
        return talks.stream().map(Talk::device).toList();
    }
}
