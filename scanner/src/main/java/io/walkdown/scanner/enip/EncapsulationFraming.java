package io.walkdown.scanner.enip;

import io.walkdown.scanner.wire.Framing;
import java.util.Set;

/// Tells one encapsulation packet from the next: 24 bytes of header, and as many as it says at
/// offset 2, least significant byte first (CIP Networks Library, volume 2, 2-3.1).
///
/// What does not begin with a command of the encapsulation protocol is no frame, so another
/// protocol on the port is seen at its first bytes.
final class EncapsulationFraming implements Framing {
    static final int HEADER = 24;

    private static final Set<Integer> COMMANDS =
            Set.of(0x00, 0x04, 0x63, 0x64, 0x65, 0x66, 0x6F, 0x70, 0x72, 0x73);

    @Override
    public int headerLength() {
        return HEADER;
    }

    @Override
    public int frameLength(byte[] header) {
        return COMMANDS.contains(u16(header, 0)) ? HEADER + u16(header, 2) : -1;
    }

    private static int u16(byte[] bytes, int offset) {
        return (bytes[offset + 1] & 0xFF) << 8 | (bytes[offset] & 0xFF);
    }
}
