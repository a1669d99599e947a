package io.walkdown.scanner.enip;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Timeout;
import java.util.List;
import java.util.function.Predicate;

/// What a site file and a profile say about one EtherNet/IP visit.
///
/// @param udpPort where ListIdentity is sent, 1 to 65535; 44818 unless the site says otherwise
/// @param tcpPort where a session is registered, 1 to 65535; 44818 unless the site says otherwise
/// @param slots the chassis slots to ask, each 0 to 255 and named once; empty for none
/// @param tcpAllowed whether the profile lets us connect; without it the slots are not planned
/// @param requestTimeout longest wait for each answer
/// @param safetyController tells a product name, catalogue number or device type that is on the
///   safety list (S11)
/// @param knownBad what the known-bad list says of the device's reads (S8)
public record EnipParameters(
        int udpPort,
        int tcpPort,
        List<Integer> slots,
        boolean tcpAllowed,
        Timeout requestTimeout,
        Predicate<String> safetyController,
        KnownBadReads knownBad) {

    /// The highest link address that fits the one byte of a port segment.
    public static final int MAX_SLOT = 255;

    public EnipParameters {
        slots = List.copyOf(slots);
        for (int slot : slots) {
            if (slot < 0 || slot > MAX_SLOT) {
                throw new IllegalArgumentException("slot " + slot + " is outside 0 to " + MAX_SLOT);
            }
        }
        if (slots.stream().distinct().count() != slots.size()) {
            throw new IllegalArgumentException("slots " + slots + " name a slot twice");
        }
    }

    /// The same device asked by one datagram alone.
    public EnipParameters lightest() {
        return new EnipParameters(
                udpPort,
                tcpPort,
                List.of(),
                tcpAllowed,
                requestTimeout,
                safetyController,
                knownBad);
    }

    /// Whether the visit has a TCP leg.
    boolean asksSlots() {
        return tcpAllowed && !slots.isEmpty();
    }
}
