package io.walkdown.scanner.plan;

import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.asset.Load;
import java.util.OptionalInt;

/// One request that a person asks a device for by name. It draws on what a whole visit of the
/// revisit interval may cost (S10), on a connection of its own that is closed at once.
///
/// @param device the device's name in the site file
/// @param request what is asked; what has to come before it is sent too
/// @param place the one Modbus unit or chassis slot that is asked; empty where the device has one
///   or none
/// @param visitCost the most that a whole visit to the device can cost
public record Question(String device, ReadRequest request, OptionalInt place, Load visitCost) {
    /// The question as a plan names it, for example `ask meters device-id-basic 2`.
    public String text() {
        return "ask %s %s%s"
                .formatted(device, request.id(), place.isPresent() ? " " + place.getAsInt() : "");
    }
}
