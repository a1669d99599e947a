package io.walkdown.simulator;

import io.walkdown.simulator.EnipSpec.Identity;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/// The frames with which an EtherNet/IP device answers, byte by byte. Little-endian, except for the
/// socket address in ListIdentity (CIP volume 2, 2-4.2).
final class EnipAnswers {

    private static final int REPLY = 0x80;

    private final Inet4Address own;
    private final int port;

    EnipAnswers(Inet4Address own, int port) {
        this.own = own;
        this.port = port;
    }

    /// ListIdentity's answer: one item 000C with version, socket address, identity and state.
    Bytes identity(Bytes request, Identity identity) {
        byte[] attributes = attributes(identity);
        int item = 18 + attributes.length + 1;
        ByteBuffer data = EnipDialogue.buffer(6 + item).putShort((short) 1);
        data.putShort((short) 0x0c).putShort((short) item).putShort((short) 1);
        data.put(Bytes.hex("0002 %04x".formatted(port)).toArray());
        data.put(own.getAddress()).put(new byte[8]);
        data.put(attributes).put((byte) identity.state());
        return encapsulated(request, request.i32le(4), 0, Bytes.written(data));
    }

    static Bytes registered(Bytes request, int session) {
        return encapsulated(request, session, 0, Bytes.hex("0100 0000"));
    }

    /// An encapsulation error: the status alone, without data.
    static Bytes error(Bytes request, int status) {
        return encapsulated(request, request.i32le(4), status, Bytes.NONE);
    }

    /// What Get_Attributes_All on Identity answers; through the router it looks the same.
    static Bytes attributes(Bytes request, Identity identity) {
        byte[] attributes = attributes(identity);
        ByteBuffer cip = EnipDialogue.buffer(4 + attributes.length);
        return message(request, cip.put(Bytes.hex("81 00 00 00").toArray()).put(attributes));
    }

    /// A CIP error: the service with bit 7, then general status, extended status and what follows.
    static Bytes cipError(Bytes request, int service, Bytes status) {
        ByteBuffer cip = EnipDialogue.buffer(2 + status.length());
        cip.put((byte) (service | REPLY)).put((byte) 0);
        return message(request, cip.put(status.toArray()));
    }

    private static Bytes message(Bytes request, ByteBuffer cip) {
        ByteBuffer data = EnipDialogue.buffer(16 + cip.position());
        data.putInt(0).putShort((short) 0).putShort((short) 2).putInt(0);
        data.putShort((short) 0xb2).putShort((short) cip.position());
        data.put(Bytes.written(cip).toArray());
        return encapsulated(request, request.i32le(4), 0, Bytes.written(data));
    }

    /// Attributes 1-7: vendor, type, product code, revision, status, serial number, name.
    private static byte[] attributes(Identity identity) {
        byte[] name = Bytes.text(identity.name());
        ByteBuffer data = EnipDialogue.buffer(15 + name.length);
        data.putShort((short) identity.vendor()).putShort((short) identity.deviceType());
        data.putShort((short) identity.productCode());
        data.put((byte) identity.major()).put((byte) identity.minor());
        data.putShort((short) identity.status()).putInt(identity.serialNumber());
        return Bytes.written(data.put((byte) name.length).put(name)).toArray();
    }

    private static Bytes encapsulated(Bytes request, int session, int status, Bytes data) {
        ByteBuffer frame = EnipDialogue.buffer(EnipDialogue.HEADER + data.length());
        frame.putShort((short) request.u16le(0)).putShort((short) data.length());
        frame.putInt(session).putInt(status);
        // the sender context comes back as it was sent
        frame.put(Bytes.of(request.toArray(), 12, 20).toArray()).putInt(0);
        return Bytes.written(frame.put(data.toArray()));
    }
}
