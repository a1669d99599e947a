package io.walkdown.scanner.s7;

import io.walkdown.scanner.box.Drawing;
import java.util.Optional;
import org.apache.plc4x.java.s7.readwrite.TPKTPacket;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;

/// An S7 frame as PLC4X shows it. For people alone: nothing is decided by it (S1), and a frame that
/// PLC4X cannot read has no box (S14).
public final class S7Box {
    private S7Box() {}

    /// How PLC4X shows it.
    public static Optional<Drawing> of(byte[] frame) {
        try {
            return Drawing.of(TPKTPacket.staticParse(new ReadBufferByteBased(frame.clone())));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
