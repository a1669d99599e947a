package io.walkdown.scanner.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A capture made packet by packet, in whatever format a test asks for. Times are milliseconds.
final class Capture {
    static final String SCANNER = "10.0.0.5";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Format format;
    private int ours = 1000;
    private int theirs = 0xFFFF_FFF0;

    /// How the file is written.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Format(ByteOrder order, boolean nanos, boolean pcapng, int link, byte[] linkHeader) {
        Format {
            linkHeader = linkHeader.clone();
        }

        static Format pcap(ByteOrder order, boolean nanos, int link, String header) {
            return new Format(order, nanos, false, link, HexFormat.of().parseHex(header));
        }

        static Format plain() {
            return pcap(ByteOrder.LITTLE_ENDIAN, false, 101, "");
        }
    }

    Capture(Format format) {
        this.format = format;
        if (format.pcapng()) {
            block(0x0A0D0D0A, buffer(16).putInt(0x1A2B3C4D).putInt(1).putLong(-1));
            block(
                    1,
                    buffer(20)
                            .putShort((short) format.link())
                            .putShort((short) 0)
                            .putInt(0)
                            .putShort((short) 9)
                            .putShort((short) 1)
                            .put((byte) 9)
                            .put(new byte[3])
                            .putInt(0));
        } else {
            ByteBuffer header = buffer(24).putInt(format.nanos() ? 0xA1B23C4D : 0xA1B2C3D4);
            out.writeBytes(all(header.putInt(20, format.link())));
        }
    }

    Capture open(double ms, String device, int port, int local) {
        tcp(ms, true, device, port, local, 2, "");
        ours++;
        tcp(ms, false, device, port, local, 0x12, "");
        theirs++;
        return this;
    }

    Capture sent(double ms, String device, int port, int local, String hex) {
        tcp(ms, true, device, port, local, 0x18, hex);
        ours += hex.length() / 2;
        return this;
    }

    Capture repeated(double ms, String device, int port, int local, String hex) {
        ours -= hex.length() / 2;
        return sent(ms, device, port, local, hex);
    }

    Capture heard(double ms, String device, int port, int local, String hex) {
        tcp(ms, false, device, port, local, 0x18, hex);
        theirs += hex.length() / 2;
        return this;
    }

    Capture closed(double ms, String device, int port, int local) {
        tcp(ms, true, device, port, local, 0x11, "");
        ours++;
        tcp(ms, false, device, port, local, 0x11, "");
        theirs++;
        return this;
    }

    Capture reset(double ms, String device, int port, int local) {
        tcp(ms, true, device, port, local, 0x14, "");
        return this;
    }

    private void tcp(
            double ms, boolean mine, String device, int port, int local, int flags, String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        ByteBuffer packet = ByteBuffer.allocate(40 + payload.length);
        packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) 6).putShort((short) 0);
        packet.put(bytes(mine ? SCANNER : device)).put(bytes(mine ? device : SCANNER));
        packet.putShort((short) (mine ? local : port)).putShort((short) (mine ? port : local));
        packet.putInt(mine ? ours : theirs).putInt(mine ? theirs : ours);
        packet.put((byte) 0x50).put((byte) flags).putShort((short) 9000).putInt(0).put(payload);
        packet(ms, all(packet));
    }

    private void packet(double ms, byte[] ip) {
        byte[] bytes = new byte[format.linkHeader().length + ip.length];
        System.arraycopy(format.linkHeader(), 0, bytes, 0, format.linkHeader().length);
        System.arraycopy(ip, 0, bytes, format.linkHeader().length, ip.length);
        long nanos = 1_700_000_000_000_000_000L + (long) (ms * 1e6);
        if (format.pcapng()) {
            int padded = (bytes.length + 3) & ~3;
            ByteBuffer body = buffer(20 + padded).putInt(0).putInt((int) (nanos >>> 32));
            body.putInt((int) nanos).putInt(bytes.length).putInt(bytes.length).put(bytes);
            block(6, body);
        } else {
            ByteBuffer header = buffer(16).putInt((int) (nanos / 1_000_000_000L));
            header.putInt((int) (nanos % 1_000_000_000L / (format.nanos() ? 1 : 1000)));
            out.writeBytes(all(header.putInt(bytes.length).putInt(bytes.length)));
            out.writeBytes(bytes);
        }
    }

    private void block(int type, ByteBuffer body) {
        int length = 12 + body.capacity();
        out.writeBytes(all(buffer(8).putInt(type).putInt(length)));
        out.writeBytes(all(body));
        out.writeBytes(all(buffer(4).putInt(length)));
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(format.order());
    }

    private static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    byte[] toArray() {
        return out.toByteArray();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, toArray());
    }
}
