package io.walkdown.scanner.plan;

import java.time.Duration;
import java.util.List;

/// The first device of a kind: the others of that kind wait until it was visited, looked at again
/// and found well (S8).
///
/// @param kind the kind, as [DeviceKind#text] names it
/// @param device the device's name
/// @param address where it is
/// @param chosenBy why this one, in plain words
/// @param pause how long after the visit the second look follows
/// @param waiting the names of the devices that wait for it
public record Canary(
        String kind,
        String device,
        String address,
        String chosenBy,
        Duration pause,
        List<String> waiting) {
    public Canary {
        waiting = List.copyOf(waiting);
    }
}
