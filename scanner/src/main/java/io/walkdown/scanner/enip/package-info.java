/// EtherNet/IP: what a device says of itself in one datagram, and what sits in its chassis.
///
/// Start at [io.walkdown.scanner.enip.EnipDialogue], which asks; `EnipFrames` holds every frame
/// that it may send, `CipIdentity` and `SlotAnswer` read what comes back, `IdentityFields` turns it
/// into findings. Requests without a route are written by Apache PLC4X; everything that a device
/// sends is read by bounded code of our own, because PLC4X reads an Identity object as a list of
/// classes, product names as UTF-8, and gives up on a common packet item that it does not know. No
/// connection of CIP's own is ever opened: there is no Forward Open here.
@NullMarked
package io.walkdown.scanner.enip;

import org.jspecify.annotations.NullMarked;
