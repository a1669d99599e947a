package io.walkdown.scanner.wire;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A pcapng file of raw IP packets (draft-ietf-opsawg-pcapng: section header, one interface with
/// link type 101 and nanosecond time stamps, enhanced packet blocks). Not thread-safe.
final class CaptureFile implements AutoCloseable {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int LINK_TYPE_RAW_IP = 101;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final String TESTIMONY =
            "Written by Walkdown before each frame left. TCP/IP headers are reconstructed from the"
                    + " socket's addresses; payloads and times are as sent and read. This is the"
                    + " scanner's own testimony.";

    /// A plain stream and not a channel, because an interrupt closes a channel in mid-write.
    private final FileOutputStream file;

    private final MessageDigest whole = Journal.sha256();
    private final MessageDigest part = Journal.sha256();
    private long offset;

    private CaptureFile(FileOutputStream file) {
        this.file = file;
    }

    /// Creates the file and writes its headers.
    static CaptureFile create(Path path) throws IOException {
        Files.createFile(path);
        var capture = new CaptureFile(new FileOutputStream(path.toFile()));
        capture.write(sectionHeader());
        capture.write(interfaceDescription());
        return capture;
    }

    /// A run of bytes of the file.
    ///
    /// @param offset of its first byte
    /// @param length in bytes
    /// @param sha256 over them, in hexadecimal
    record Part(long offset, long length, String sha256) {}

    /// Appends packets of one time.
    ///
    /// @param epochNanos when they were sent or read, nanoseconds since 1970
    /// @param packets each from the first byte of its IP header
    Part append(long epochNanos, byte[]... packets) throws IOException {
        long at = offset;
        part.reset();
        for (byte[] packet : packets) {
            append(epochNanos, packet);
        }
        return new Part(at, offset - at, HexFormat.of().formatHex(part.digest()));
    }

    /// Everything written so far.
    Part soFar() {
        try {
            MessageDigest until = (MessageDigest) whole.clone();
            return new Part(0, offset, HexFormat.of().formatHex(until.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private void append(long epochNanos, byte[] packet) throws IOException {
        int padded = (packet.length + 3) & ~3;
        ByteBuffer block = block(ENHANCED_PACKET, 20 + padded);
        block.putInt(0);
        block.putInt((int) (epochNanos >>> 32)).putInt((int) epochNanos);
        block.putInt(packet.length).putInt(packet.length);
        block.put(packet).position(block.position() + padded - packet.length);
        write(finish(block));
    }

    /// Forces what was written to the disk.
    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            file.getFD().sync();
        }
    }

    private void write(ByteBuffer block) throws IOException {
        byte[] bytes = new byte[block.remaining()];
        block.get(bytes);
        file.write(bytes);
        offset += bytes.length;
        whole.update(bytes);
        part.update(bytes);
    }

    private static ByteBuffer sectionHeader() {
        byte[] comment = TESTIMONY.getBytes(StandardCharsets.UTF_8);
        int padded = (comment.length + 3) & ~3;
        ByteBuffer block = block(SECTION_HEADER, 16 + 4 + padded + 4);
        block.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        block.putShort((short) OPTION_COMMENT).putShort((short) comment.length);
        block.put(comment).position(block.position() + padded - comment.length);
        block.putInt(0);
        return finish(block);
    }

    private static ByteBuffer interfaceDescription() {
        ByteBuffer block = block(INTERFACE_DESCRIPTION, 8 + 8 + 4);
        block.putShort((short) LINK_TYPE_RAW_IP).putShort((short) 0).putInt(0);
        block.putShort((short) OPTION_TIME_RESOLUTION).putShort((short) 1);
        block.put((byte) 9).put(new byte[3]);
        block.putInt(0);
        return finish(block);
    }

    private static ByteBuffer block(int type, int bodyLength) {
        ByteBuffer block = ByteBuffer.allocate(12 + bodyLength).order(ByteOrder.LITTLE_ENDIAN);
        return block.putInt(type).putInt(12 + bodyLength);
    }

    private static ByteBuffer finish(ByteBuffer block) {
        return block.putInt(block.capacity()).flip();
    }
}
