package io.walkdown.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The blocks of one pcapng section with one interface of raw IPv4 packets and times in
/// nanoseconds.
final class Pcapng {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int LINKTYPE_IPV4 = 228;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_TSRESOL = 9;
    private static final String COMMENT =
            "Recorded by Walkdown's simulated devices; TCP and IP headers are reconstructed.";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PlantClock clock;

    Pcapng(PlantClock clock) {
        this.clock = clock;
        byte[] comment = COMMENT.getBytes(StandardCharsets.UTF_8);
        ByteBuffer section = buffer(16 + option(comment.length) + 4);
        section.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
        put(section, OPTION_COMMENT, comment);
        block(SECTION, section.putInt(0));
        ByteBuffer described = buffer(8 + option(1) + 4);
        described.putShort((short) LINKTYPE_IPV4).putShort((short) 0).putInt(0);
        put(described, OPTION_TSRESOL, new byte[] {9});
        block(INTERFACE, described.putInt(0));
    }

    private static int option(int length) {
        return 4 + padded(length);
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private static void put(ByteBuffer block, int code, byte[] value) {
        block.putShort((short) code).putShort((short) value.length).put(value);
        block.put(new byte[padded(value.length) - value.length]);
    }

    /// Adds a packet that was seen at `nanos` ([System#nanoTime()]).
    void packet(long nanos, ByteBuffer packet) {
        Instant at = clock.at(nanos);
        long stamp = at.getEpochSecond() * 1_000_000_000L + at.getNano();
        byte[] bytes = Bytes.written(packet).toArray();
        ByteBuffer body = buffer(20 + padded(bytes.length));
        body.putInt(0).putInt((int) (stamp >>> 32)).putInt((int) stamp);
        body.putInt(bytes.length).putInt(bytes.length).put(bytes);
        block(ENHANCED_PACKET, body.position(body.limit()));
    }

    private void block(int type, ByteBuffer body) {
        byte[] content = Bytes.written(body).toArray();
        int length = 12 + content.length;
        ByteBuffer block = buffer(length).putInt(type).putInt(length).put(content).putInt(length);
        out.writeBytes(Bytes.written(block).toArray());
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
