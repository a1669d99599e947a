package io.walkdown.scanner.enip;

import io.walkdown.scanner.box.Drawing;
import java.util.Optional;
import org.apache.plc4x.java.eip.readwrite.EipPacket;
import org.apache.plc4x.java.spi.generation.ByteOrder;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;

/// An EtherNet/IP frame as PLC4X shows it. For people alone: nothing is decided by it (S1), and a
/// frame that PLC4X cannot read has no box (S14).
///
/// PLC4X takes every answer to Get_Attributes_All for the message router's, so the box of a slot's
/// answer shows fields that the device did not send; it is left out.
public final class EnipBox {
    /// SendRRData (CIP Networks Library, volume 2, 2-4.7).
    private static final int SEND_RR_DATA = 0x6F;

    private EnipBox() {}

    /// How PLC4X shows it.
    ///
    /// @param answer whether a device sent it
    public static Optional<Drawing> of(byte[] frame, boolean answer) {
        if (frame.length == 0 || (answer && frame[0] == SEND_RR_DATA)) {
            return Optional.empty();
        }
        try {
            var buffer = new ReadBufferByteBased(frame.clone(), ByteOrder.LITTLE_ENDIAN);
            return Drawing.of(EipPacket.staticParse(buffer, answer));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
