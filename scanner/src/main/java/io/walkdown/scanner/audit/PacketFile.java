package io.walkdown.scanner.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a capture packet by packet: pcap of both byte orders in micro- or nanoseconds
/// (draft-ietf-opsawg-pcap), and pcapng (draft-ietf-opsawg-pcapng) with any number of sections and
/// interfaces.
///
/// One record is in memory at a time, and none longer than [#MOST_BLOCK]. Not thread-safe.
final class PacketFile implements AutoCloseable {
    /// The longest record that is read, in bytes.
    static final int MOST_BLOCK = 4 << 20;

    private static final int MOST_INTERFACES = 4096;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final int PCAP_RECORD = 16;
    private static final int BLOCK_HEADER = 8;

    private final InputStream in;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private boolean pcapng;
    private int fractionNanos;
    private int link;
    private long offset;
    private long packets;
    private boolean started;

    private PacketFile(InputStream in) {
        this.in = in;
    }

    static PacketFile open(Path file) throws IOException {
        return of(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    static PacketFile of(InputStream in) {
        return new PacketFile(in);
    }

    /// One captured packet.
    ///
    /// @param number from 1, as dissectors count
    /// @param nanos nanoseconds since 1970; empty where the file does not say
    /// @param link the link type (LINKTYPE_…)
    /// @param cut how many bytes of the packet were not captured
    /// @param bytes what was captured
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Packet(long number, Optional<Long> nanos, int link, int cut, byte[] bytes) {}

    private record Interface(int link, double nanosPerTick, long ticksPerSecond, long addSeconds) {
        long nanos(long ticks) {
            if (nanosPerTick >= 1) {
                return ticks * Math.round(nanosPerTick) + addSeconds * 1_000_000_000L;
            }
            long seconds = Long.divideUnsigned(ticks, ticksPerSecond) + addSeconds;
            long rest = Long.remainderUnsigned(ticks, ticksPerSecond);
            return seconds * 1_000_000_000L + (long) (rest * nanosPerTick);
        }
    }

    /// The next packet, empty at the file's end.
    ///
    /// @throws BrokenCapture where the file breaks off inside a record or is no capture
    Optional<Packet> next() throws IOException, BrokenCapture {
        if (!started) {
            start();
            started = true;
        }
        return pcapng ? nextOfBlocks() : nextOfRecords();
    }

    private void start() throws IOException, BrokenCapture {
        byte[] magic = read(4, "the file's first bytes");
        int number = ByteBuffer.wrap(magic).getInt();
        switch (number) {
            case SECTION -> {
                pcapng = true;
                section(0);
            }
            case 0xA1B2C3D4 -> records(ByteOrder.BIG_ENDIAN, 1000);
            case 0xA1B23C4D -> records(ByteOrder.BIG_ENDIAN, 1);
            case 0xD4C3B2A1 -> records(ByteOrder.LITTLE_ENDIAN, 1000);
            case 0x4D3CB2A1 -> records(ByteOrder.LITTLE_ENDIAN, 1);
            default -> throw new BrokenCapture(0, "it is neither pcap nor pcapng");
        }
    }

    private void records(ByteOrder found, int nanosPerFraction) throws IOException, BrokenCapture {
        order = found;
        fractionNanos = nanosPerFraction;
        // the upper bits of the link type's field tell of a frame check sequence
        link = buffer(read(20, "the pcap header")).getInt(16) & 0x0FFF_FFFF;
    }

    private Optional<Packet> nextOfRecords() throws IOException, BrokenCapture {
        long at = offset;
        byte[] bytes = in.readNBytes(PCAP_RECORD);
        offset += bytes.length;
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length < PCAP_RECORD) {
            throw new BrokenCapture(at, "it ends inside a packet's header");
        }
        ByteBuffer header = buffer(bytes);
        long nanos =
                Integer.toUnsignedLong(header.getInt(0)) * 1_000_000_000L
                        + Integer.toUnsignedLong(header.getInt(4)) * fractionNanos;
        int captured = length(at, header.getInt(8), MOST_BLOCK);
        int cut = Math.max(0, header.getInt(12) - captured);
        packets++;
        return Optional.of(
                new Packet(packets, Optional.of(nanos), link, cut, readAt(at, captured)));
    }

    private Optional<Packet> nextOfBlocks() throws IOException, BrokenCapture {
        while (true) {
            long at = offset;
            byte[] bytes = in.readNBytes(BLOCK_HEADER);
            offset += bytes.length;
            if (bytes.length == 0) {
                return Optional.empty();
            }
            if (bytes.length < BLOCK_HEADER) {
                throw new BrokenCapture(at, "it ends inside a block's header");
            }
            ByteBuffer header = buffer(bytes);
            int type = header.getInt(0);
            if (type == SECTION) {
                sectionBody(at, header.getInt(4));
                continue;
            }
            ByteBuffer body = body(at, header.getInt(4), BLOCK_HEADER);
            Optional<Packet> packet = block(at, type, body);
            if (packet.isPresent()) {
                return packet;
            }
        }
    }

    private Optional<Packet> block(long at, int type, ByteBuffer body) throws BrokenCapture {
        return switch (type) {
            case INTERFACE -> {
                describe(at, body);
                yield Optional.empty();
            }
            case ENHANCED_PACKET -> {
                need(at, body, 20);
                yield Optional.of(packet(at, body, body.getInt(0)));
            }
            case OBSOLETE_PACKET -> {
                need(at, body, 20);
                yield Optional.of(packet(at, body, body.getShort(0) & 0xFFFF));
            }
            case SIMPLE_PACKET -> {
                need(at, body, 4);
                int length = Math.min(length(at, body.getInt(0), MOST_BLOCK), body.capacity() - 4);
                packets++;
                byte[] bytes = new byte[length];
                body.get(4, bytes);
                int cut = body.getInt(0) - length;
                yield Optional.of(
                        new Packet(packets, Optional.empty(), described(at, 0).link(), cut, bytes));
            }
            default -> Optional.empty();
        };
    }

    private Packet packet(long at, ByteBuffer body, int number) throws BrokenCapture {
        Interface from = described(at, number);
        long ticks =
                Integer.toUnsignedLong(body.getInt(4)) << 32
                        | Integer.toUnsignedLong(body.getInt(8));
        int captured = length(at, body.getInt(12), body.capacity() - 20);
        byte[] bytes = new byte[captured];
        body.get(20, bytes);
        packets++;
        return new Packet(
                packets,
                Optional.of(from.nanos(ticks)),
                from.link(),
                Math.max(0, body.getInt(16) - captured),
                bytes);
    }

    private Interface described(long at, int number) throws BrokenCapture {
        if (number < 0 || number >= interfaces.size()) {
            throw new BrokenCapture(
                    at,
                    "a packet of interface %d, which is not described"
                            .formatted(Integer.toUnsignedLong(number)));
        }
        return interfaces.get(number);
    }

    private void section(long at) throws IOException, BrokenCapture {
        sectionBody(at, buffer(read(4, "a section's header")).getInt());
    }

    /// A section may have another byte order, so its length is read again after its magic number.
    private void sectionBody(long at, int lengthAsRead) throws IOException, BrokenCapture {
        byte[] magic = read(4, "a section's header");
        ByteOrder before = order;
        order =
                switch (ByteBuffer.wrap(magic).getInt()) {
                    case 0x1A2B3C4D -> ByteOrder.BIG_ENDIAN;
                    case 0x4D3C2B1A -> ByteOrder.LITTLE_ENDIAN;
                    default -> throw new BrokenCapture(at, "a section of no known byte order");
                };
        int length = order.equals(before) ? lengthAsRead : Integer.reverseBytes(lengthAsRead);
        ByteBuffer _ = body(at, length, BLOCK_HEADER + 4);
        interfaces.clear();
    }

    private void describe(long at, ByteBuffer body) throws BrokenCapture {
        need(at, body, 8);
        if (interfaces.size() >= MOST_INTERFACES) {
            throw new BrokenCapture(at, "more than %d interfaces".formatted(MOST_INTERFACES));
        }
        int resolution = 6;
        long addSeconds = 0;
        int option = 8;
        while (option + 4 <= body.capacity()) {
            int code = body.getShort(option) & 0xFFFF;
            int length = body.getShort(option + 2) & 0xFFFF;
            if (code == 0 || option + 4 + length > body.capacity()) {
                break;
            }
            if (code == OPTION_RESOLUTION && length == 1) {
                resolution = body.get(option + 4) & 0xFF;
            } else if (code == OPTION_OFFSET && length == 8) {
                addSeconds = body.getLong(option + 4);
            }
            option += 4 + ((length + 3) & ~3);
        }
        interfaces.add(described(at, body.getShort(0) & 0xFFFF, resolution, addSeconds));
    }

    private static Interface described(long at, int link, int resolution, long addSeconds)
            throws BrokenCapture {
        int power = resolution & 0x7F;
        boolean binary = (resolution & 0x80) != 0;
        if (power > (binary ? 62 : 18)) {
            throw new BrokenCapture(
                    at, "times of an unknown resolution, 0x%02x".formatted(resolution));
        }
        long perSecond = binary ? 1L << power : (long) Math.pow(10, power);
        return new Interface(link, 1e9 / perSecond, perSecond, addSeconds);
    }

    /// The block's body; its length stands before and behind it.
    private ByteBuffer body(long at, int blockLength, int alreadyRead)
            throws IOException, BrokenCapture {
        int length = length(at, blockLength, MOST_BLOCK);
        int left = length - alreadyRead - 4;
        if (left < 0 || length % 4 != 0) {
            throw new BrokenCapture(at, "a block of %d bytes".formatted(length));
        }
        byte[] bytes = readAt(at, left);
        int again = buffer(readAt(at, 4)).getInt();
        if (again != length) {
            throw new BrokenCapture(
                    at,
                    "a block that begins with length %d and ends with %d".formatted(length, again));
        }
        return buffer(bytes);
    }

    private static void need(long at, ByteBuffer body, int bytes) throws BrokenCapture {
        if (body.capacity() < bytes) {
            throw new BrokenCapture(at, "a block that is too short");
        }
    }

    private static int length(long at, int value, int most) throws BrokenCapture {
        if (value < 0 || value > most) {
            throw new BrokenCapture(
                    at,
                    "a record of %d bytes; at most %d are read"
                            .formatted(Integer.toUnsignedLong(value), most));
        }
        return value;
    }

    private byte[] readAt(long at, int length) throws IOException, BrokenCapture {
        byte[] bytes = in.readNBytes(length);
        offset += bytes.length;
        if (bytes.length < length) {
            throw new BrokenCapture(at, "it ends inside a record");
        }
        return bytes;
    }

    private byte[] read(int length, String what) throws IOException, BrokenCapture {
        long at = offset;
        byte[] bytes = in.readNBytes(length);
        offset += bytes.length;
        if (bytes.length < length) {
            throw new BrokenCapture(at, "it ends inside " + what);
        }
        return bytes;
    }

    private ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(order);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
