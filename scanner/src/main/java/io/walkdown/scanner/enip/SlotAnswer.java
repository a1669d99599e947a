package io.walkdown.scanner.enip;

import io.walkdown.scanner.wire.Octets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What came back from one slot (CIP Networks Library, volume 1, 2-4.2 and 3-5.5.4). From the
/// common packet on:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 + 2 | interface handle, timeout |
/// | 6 | 2 | item count; the item 0x00B2 holds: |
/// | +0 | 1 | service: 0x81 the module answered, 0xD2 the router refused |
/// | +2 | 1 | general status |
/// | +3 | 1 | number k of additional status words |
/// | +4 | 2k | additional status |
/// | +4+2k | – | the Identity object, where the status is 0 |
sealed interface SlotAnswer {
    /// The module told its identity.
    record Told(CipIdentity identity) implements SlotAnswer {}

    /// The module, or the router before it, answered with an error.
    ///
    /// @param byModule whether something in the slot answered
    /// @param status CIP general status, 1 to 255
    /// @param extended the first additional status word, 0 where there is none
    /// @param evidence status words as the device sent them
    record Refused(boolean byModule, int status, int extended, String evidence)
            implements SlotAnswer {

        private static final int CONNECTION_FAILURE = 0x01;
        private static final int NO_RESOURCE = 0x02;
        private static final int SERVICE_NOT_SUPPORTED = 0x08;
        private static final int NO_BUFFER = 0x0301;
        private static final int LINK_TO_SELF = 0x0318;

        /// Whether the device said that it lacks the means at this time: resource unavailable, or
        /// no buffer memory for the route.
        boolean busy() {
            return status == NO_RESOURCE || (status == CONNECTION_FAILURE && extended == NO_BUFFER);
        }

        /// Whether the slot is taken for empty: the router found nothing there. It is not where a
        /// module answered, where the device does not route at all, or where the slot is the
        /// device's own.
        boolean empty() {
            return !byModule
                    && status != SERVICE_NOT_SUPPORTED
                    && !(status == CONNECTION_FAILURE && extended == LINK_TO_SELF);
        }
    }

    int ITEM = 0x00B2;
    int MODULE_ANSWERED = 0x81;
    int ROUTER_REFUSED = 0xD2;

    /// Reads the answer.
    ///
    /// @param data what follows the encapsulation header
    /// @throws BrokenAnswer where it answers another service
    /// @throws IndexOutOfBoundsException where it is too short
    static SlotAnswer of(Octets data) {
        Octets packet = data.slice(6, Math.max(0, data.length() - 6));
        Octets cip = Encapsulation.item(packet, ITEM);
        int service = cip.u8(0);
        int status = cip.u8(2);
        int words = cip.u8(3);
        if (service == MODULE_ANSWERED && status == 0) {
            return new Told(CipIdentity.at(cip, 4 + 2 * words));
        }
        if ((service != MODULE_ANSWERED && service != ROUTER_REFUSED) || status == 0) {
            throw new BrokenAnswer("service 0x%02X, status 0x%02X".formatted(service, status));
        }
        int extended = words == 0 ? 0 : cip.u16le(4);
        return new Refused(
                service == MODULE_ANSWERED, status, extended, evidence(cip, status, words));
    }

    private static String evidence(Octets cip, int status, int words) {
        var hex = HexFormat.of().withUpperCase();
        String additional =
                IntStream.range(0, words)
                        .mapToObj(i -> " 0x" + hex.toHexDigits((short) cip.u16le(4 + 2 * i)))
                        .collect(Collectors.joining());
        return "0x" + hex.toHexDigits((byte) status) + additional;
    }
}
