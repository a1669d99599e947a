package io.walkdown.scanner.scan;

import io.walkdown.throttle.Waiting;
import java.util.List;

/// How far a scan is with the devices of one shared-fate group (S6). A device of two groups counts
/// in both.
///
/// @param name the group's; empty for the devices that are in none
/// @param devices devices that the plan contacts
/// @param done how many of them are over
/// @param talks its visits that are in contact just now
/// @param waiting who of it waits, longest first, those in contact included
public record GroupProgress(
        String name, int devices, int done, List<Talk> talks, List<Waiting> waiting) {
    public GroupProgress {
        talks = List.copyOf(talks);
        waiting = List.copyOf(waiting);
    }

    /// Whether nothing is left to do.
    public boolean over() {
        return done >= devices;
    }
}
