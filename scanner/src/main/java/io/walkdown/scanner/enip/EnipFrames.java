package io.walkdown.scanner.enip;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Source.AnswerTo;
import java.util.HexFormat;
import org.apache.plc4x.java.eip.readwrite.EipConnectionRequest;
import org.apache.plc4x.java.eip.readwrite.EipDisconnectRequest;
import org.apache.plc4x.java.eip.readwrite.EipListIdentityRequest;
import org.apache.plc4x.java.eip.readwrite.EipPacket;
import org.apache.plc4x.java.spi.generation.ByteOrder;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/// Every frame of an EtherNet/IP visit: as a template for the plan, and as the bytes that are sent.
///
/// Each starts with the encapsulation header (CIP Networks Library, volume 2, 2-3.1), all numbers
/// least significant byte first:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | command |
/// | 2 | 2 | length of what follows the header |
/// | 4 | 4 | session handle, as the device gave it at RegisterSession |
/// | 8 | 4 | status, 0 |
/// | 12 | 8 | sender context: `walkdown`, so that a capture says who asked; the slot's number is added to its last byte |
/// | 20 | 4 | options, 0 |
///
/// A device gives the sender context back, and nothing else in an answer tells one slot from the
/// next. Each slot has a context of its own, so that a late or repeated answer is never taken for
/// the next slot's (S14).
final class EnipFrames {
    static final String REGISTER_STEP = "register-session";

    /// The sender context of all frames but those to slots.
    private static final byte[] CONTEXT = "walkdown".getBytes(US_ASCII);

    private static final String SLOT_CONTEXT =
            "sender context: walkdown, the slot's number added to its last byte";

    private static final int SESSION_OFFSET = 4;

    private static final String VOLUME_2 = "CIP Networks Library, volume 2, ";

    private EnipFrames() {}

    /// ListIdentity: 24 bytes (volume 2, 2-4.2).
    static FrameTemplate listIdentityTemplate() {
        return withoutSession("6300", 0, "ListIdentity").standard(VOLUME_2 + "2-4.2").build();
    }

    /// RegisterSession: 28 bytes (volume 2, 2-4.4).
    static FrameTemplate registerTemplate() {
        return withoutSession("6500", 4, "RegisterSession")
                .fixed("0100", "protocol version 1")
                .fixed("0000", "options 0")
                .standard(VOLUME_2 + "2-4.4")
                .build();
    }

    /// UnRegisterSession: 24 bytes, never answered (volume 2, 2-4.5).
    static FrameTemplate unregisterTemplate() {
        return rest(session("6600", 0, "UnRegisterSession")).standard(VOLUME_2 + "2-4.5").build();
    }

    /// Get_Attributes_All of the Identity object in that slot, by Unconnected_Send: 60 bytes
    /// (volume 1, 3-5.5.4 and 5A-2). PLC4X cannot write it: its routing timeout is fixed at 5 s.
    static FrameTemplate slotTemplate(int slot, RoutingTimeout routing) {
        return rest(session("6f00", 36, "SendRRData"), hex(context(slot)), SLOT_CONTEXT)
                .fixed("00000000", "interface handle: CIP")
                .fixed("0000", "timeout: CIP keeps its own")
                .fixed("0200", "two items")
                .fixed("0000 0000", "null address")
                .fixed("b200 1400", "unconnected data, 20 bytes")
                .fixed("52 02 20062401", "Unconnected_Send to Connection Manager 1")
                .fixed(routing.hex(), "routing timeout " + routing.millis() + " ms")
                .fixed("0600", "embedded request of 6 bytes")
                .fixed("01 02 20012401", "Get_Attributes_All of Identity 1")
                .fixed("01 00", "route of one word")
                .fixed("01%02x".formatted(slot), "port 1 (backplane), slot " + slot)
                .standard("CIP Networks Library, volume 1, 3-5.5.4 and 5A-2; volume 2, 2-3.1")
                .build();
    }

    /// The bytes of ListIdentity, by PLC4X.
    static byte[] listIdentity() {
        return bytes(new EipListIdentityRequest(0, 0, context(), 0));
    }

    /// The bytes of RegisterSession, by PLC4X.
    static byte[] register() {
        return bytes(new EipConnectionRequest(0, 0, context(), 0));
    }

    /// The bytes of UnRegisterSession, by PLC4X.
    static byte[] unregister(long session) {
        return bytes(new EipDisconnectRequest(session, 0, context(), 0));
    }

    /// The bytes of a slot's template in that session.
    static byte[] slot(FrameTemplate template, long session) {
        byte[] frame = template.bytes();
        for (int i = 0; i < 4; i++) {
            frame[SESSION_OFFSET + i] = (byte) (session >> (8 * i));
        }
        return frame;
    }

    private static FrameTemplate.Builder withoutSession(String command, int length, String name) {
        return rest(begin(command, length, name).fixed("00000000", "no session"));
    }

    private static FrameTemplate.Builder session(String command, int length, String name) {
        var source = new AnswerTo(REGISTER_STEP, SESSION_OFFSET);
        return begin(command, length, name).variable(4, source, "session handle");
    }

    private static FrameTemplate.Builder begin(String command, int length, String name) {
        return FrameTemplate.builder()
                .fixed(command, name)
                .fixed("%02x00".formatted(length), "%d bytes follow".formatted(length));
    }

    private static FrameTemplate.Builder rest(FrameTemplate.Builder header) {
        return rest(header, hex(context()), "sender context: walkdown");
    }

    private static FrameTemplate.Builder rest(
            FrameTemplate.Builder header, String context, String meaning) {
        return header.fixed("00000000", "status 0")
                .fixed(context, meaning)
                .fixed("00000000", "options 0");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// What an answer to any frame but a slot's gives back.
    static byte[] context() {
        return CONTEXT.clone();
    }

    /// What the answer to that slot's frame gives back.
    ///
    /// @param slot 0 to 255
    static byte[] context(int slot) {
        byte[] context = context();
        context[context.length - 1] += (byte) slot;
        return context;
    }

    private static byte[] bytes(EipPacket packet) {
        var buffer = new WriteBufferByteBased(packet.getLengthInBytes(), ByteOrder.LITTLE_ENDIAN);
        try {
            packet.serialize(buffer);
        } catch (SerializationException e) {
            throw new IllegalStateException("PLC4X cannot write " + packet, e);
        }
        return buffer.getBytes();
    }
}
