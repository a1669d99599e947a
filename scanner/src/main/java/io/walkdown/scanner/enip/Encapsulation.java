package io.walkdown.scanner.enip;

import io.walkdown.scanner.wire.Octets;

/// One answer's encapsulation header, checked against the request (CIP Networks Library, volume 2,
/// 2-3).
///
/// @param session the session handle
/// @param status 0 for success
/// @param data what follows the header; empty where the status tells of an error
record Encapsulation(long session, long status, Octets data) {
    static final int LIST_IDENTITY = 0x63;
    static final int REGISTER_SESSION = 0x65;
    static final int SEND_RR_DATA = 0x6F;

    /// Encapsulation status 2, "insufficient memory".
    private static final long NO_MEMORY = 0x02;

    /// Reads the header of an answer to that command.
    ///
    /// @throws BrokenAnswer where it answers something else
    /// @throws IndexOutOfBoundsException where it is too short
    static Encapsulation of(Octets frame, int command) {
        return of(frame, command, EnipFrames.context());
    }

    /// Reads the header of an answer to a frame with that command and sender context.
    ///
    /// @throws BrokenAnswer where it answers something else
    /// @throws IndexOutOfBoundsException where it is too short
    static Encapsulation of(Octets frame, int command, byte[] context) {
        int got = frame.u16le(0);
        if (got != command) {
            throw new BrokenAnswer("command 0x%04X answers command 0x%04X".formatted(got, command));
        }
        if (frame.u16le(2) != frame.length() - EncapsulationFraming.HEADER) {
            throw new BrokenAnswer(
                    "length %d in a frame of %d bytes".formatted(frame.u16le(2), frame.length()));
        }
        if (!frame.slice(12, 8).equals(Octets.of(context))) {
            throw new BrokenAnswer(
                    "sender context %s is not %s"
                            .formatted(frame.slice(12, 8), Octets.of(context)));
        }
        Octets data = frame.slice(EncapsulationFraming.HEADER, frame.u16le(2));
        return new Encapsulation(frame.u32le(4), frame.u32le(8), data);
    }

    boolean refused() {
        return status != 0;
    }

    boolean busy() {
        return status == NO_MEMORY;
    }

    /// The status in words, for evidence.
    String words() {
        return "encapsulation status 0x%02X".formatted(status);
    }

    /// The first item of that type in a common packet; others are stepped over by their length
    /// (volume 2, 2-6). Ends within the data whatever the count says.
    ///
    /// @param packet from the item count on
    /// @throws BrokenAnswer where there is no such item
    /// @throws IndexOutOfBoundsException where an item is longer than the packet
    static Octets item(Octets packet, int type) {
        int count = packet.u16le(0);
        int offset = 2;
        for (int i = 0; i < count; i++) {
            int length = packet.u16le(offset + 2);
            Octets item = packet.slice(offset + 4, length);
            if (packet.u16le(offset) == type) {
                return item;
            }
            offset += 4 + length;
        }
        throw new BrokenAnswer("no item 0x%04X among %d".formatted(type, count));
    }
}
