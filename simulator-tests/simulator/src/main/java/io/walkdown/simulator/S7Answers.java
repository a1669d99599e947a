package io.walkdown.simulator;

import java.nio.ByteBuffer;

/// The frames with which an S7 CPU answers, byte by byte.
final class S7Answers {

    /// The CPU's own COTP reference; class 0 has one connection per socket, so it may be constant.
    static final int OWN_REFERENCE = 1;

    private static final int TPKT_COTP = 7;
    private int process;

    /// CC: `03000016 | 11 d0 <theirs> <ours> 00 | c1 02 .. | c2 02 .. | c0 01 0a`.
    static Bytes confirm(int reference, S7Dialogue.Tsaps tsaps) {
        ByteBuffer frame = ByteBuffer.allocate(22);
        frame.put(Bytes.hex("03000016 11 d0").toArray());
        frame.putShort((short) reference).putShort((short) OWN_REFERENCE).put((byte) 0);
        frame.putShort((short) 0xc102).putShort((short) tsaps.calling());
        frame.putShort((short) 0xc202).putShort((short) tsaps.called());
        return Bytes.written(frame.put(Bytes.hex("c0010a").toArray()));
    }

    /// DR with reason 3, "address unknown" (ISO 8073, 13.5.3).
    static Bytes refusal(int reference) {
        return Bytes.hex("0300000b 06 80 %04x 0000 03".formatted(reference));
    }

    /// DC: `0300000a | 05 c0 <theirs> <ours>` (ISO 8073, 13.6).
    static Bytes disconnected(int reference) {
        return Bytes.hex("0300000a 05 c0 %04x %04x".formatted(reference, OWN_REFERENCE));
    }

    static Bytes setup(Bytes request, int pduSize) {
        return acknowledgement(
                request, Bytes.hex("f0 00 0001 0001 %04x".formatted(pduSize)), Bytes.NONE, 0);
    }

    /// "Function not available" (error class 81, code 04).
    static Bytes jobRefused(Bytes request) {
        return acknowledgement(request, Bytes.NONE, Bytes.NONE, 0x8104);
    }

    /// Answers a read of one item with a counter: what the plant's own panel polls.
    Bytes variables(Bytes request, int pduSize) {
        boolean oneByteItem =
                request.u16(13) == 14 && request.u8(18) == 1 && request.u16(19) == 0x120a;
        int count = oneByteItem ? request.u16(23) : 0;
        if (count == 0 || count > pduSize - 18 || request.u8(22) != 2) {
            return acknowledgement(request, Bytes.hex("04 01"), Bytes.hex("0a 00 0000"), 0);
        }
        ByteBuffer data = ByteBuffer.allocate(4 + count).put(Bytes.hex("ff 04").toArray());
        data.putShort((short) (count * 8)).put((byte) process++);
        return acknowledgement(request, Bytes.hex("04 01"), Bytes.of(data.array()), 0);
    }

    private static Bytes acknowledgement(Bytes request, Bytes parameter, Bytes data, int error) {
        int length = TPKT_COTP + 12 + parameter.length() + data.length();
        ByteBuffer frame = start(length, 3, request);
        frame.putShort((short) parameter.length()).putShort((short) data.length());
        frame.putShort((short) error).put(parameter.toArray()).put(data.toArray());
        return Bytes.written(frame);
    }

    /// How many bytes of a list fit into one answer: the PDU less its 10-byte header, the 12-byte
    /// parameter and the 4-byte head of the data.
    static int room(int pduSize) {
        return pduSize - 26;
    }

    static Bytes szl(Bytes request, int sequence, int unit, boolean more, Bytes part) {
        ByteBuffer frame = userData(request, 4 + part.length());
        frame.put((byte) sequence).put((byte) unit).put((byte) (more ? 1 : 0)).putShort((short) 0);
        frame.put(Bytes.hex("ff 09").toArray()).putShort((short) part.length());
        return Bytes.written(frame.put(part.toArray()));
    }

    /// "Information not available" (D402), return code 0A "object does not exist".
    static Bytes szlRefused(Bytes request) {
        ByteBuffer frame = userData(request, 4);
        return Bytes.written(frame.put(Bytes.hex("00 00 00 d402 0a 00 0000").toArray()));
    }

    private static ByteBuffer userData(Bytes request, int dataLength) {
        ByteBuffer frame = start(TPKT_COTP + 10 + 12 + dataLength, 7, request);
        frame.putShort((short) 12).putShort((short) dataLength);
        return frame.put(Bytes.hex("000112 08 12 84 01").toArray());
    }

    private static ByteBuffer start(int length, int type, Bytes request) {
        ByteBuffer frame = ByteBuffer.allocate(length).putShort((short) 0x0300);
        frame.putShort((short) length).put(Bytes.hex("02 f0 80 32").toArray());
        return frame.put((byte) type).putShort((short) 0).putShort((short) request.u16(11));
    }
}
