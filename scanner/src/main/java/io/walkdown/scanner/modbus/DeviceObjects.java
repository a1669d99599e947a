package io.walkdown.scanner.modbus;

import java.util.List;

/// One answer to Read Device Identification.
///
/// @param conformity 1 basic, 2 regular, 3 extended, whether or not single objects can be read too;
///   other values are not defined
/// @param more whether objects remain
/// @param next the object id to ask next where objects remain
/// @param objects the sound ones, ids ascending
/// @param defect what breaks the standard's rules; empty for a sound answer
record DeviceObjects(
        int conformity, boolean more, int next, List<DeviceObject> objects, String defect) {
    DeviceObjects {
        objects = List.copyOf(objects);
    }

    /// What forbids to go on from this answer to a question that began at object `from`; empty
    /// where nothing does. One known server begins again at object 0 for ever, so a continuation
    /// must begin at the object that was asked, and what it names next must lie further on.
    String reasonToStop(int from) {
        if (!defect.isEmpty()) {
            return defect;
        }
        if (from > 0 && (objects.isEmpty() || objects.getFirst().id() != from)) {
            return "asked to go on at object %d, began elsewhere".formatted(from);
        }
        boolean grows = !objects.isEmpty() && next > objects.getLast().id();
        return more && !grows
                ? "more follow, but the next object id %d lies behind".formatted(next)
                : "";
    }
}
