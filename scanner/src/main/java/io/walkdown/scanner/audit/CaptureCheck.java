package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.PacketFile.Packet;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Holds a run's capture against its journal: every byte of it belongs to a line that names its
/// hash, and every frame's packet carries what its line says (S13). Reads the capture once, beside
/// the journal. Not thread-safe.
final class CaptureCheck implements AutoCloseable {
    /// The most that one line may have added to the capture; ours add less than 70 KB.
    private static final int MOST_PART = 1 << 20;

    private static final int PACKET_AT = 28;

    private final String file;
    private final String journal;
    private final InputStream in;
    private final Findings findings =
            new Findings("S13", "the capture as the journal describes it");
    private final MessageDigest running = sha256();
    private final MessageDigest part = sha256();
    private long position;
    private long frames;
    private boolean lost;

    private CaptureCheck(String file, String journal, InputStream in) {
        this.file = file;
        this.journal = journal;
        this.in = in;
    }

    static CaptureCheck open(Path capture, String journal) throws IOException {
        return new CaptureCheck(
                String.valueOf(capture.getFileName()),
                journal,
                new BufferedInputStream(Files.newInputStream(capture), 1 << 16));
    }

    /// Takes the next line of the journal.
    ///
    /// @return the packet that the line describes, where it describes one and is right about it
    Optional<Packet> take(JournalLine line) throws IOException {
        switch (line.event()) {
            case "start", "checkpoint", "end" -> checkpoint(line);
            default -> {
                if (line.whole("offset").isPresent()) {
                    return part(line);
                }
            }
        }
        return Optional.empty();
    }

    /// A line that cannot be read describes something that is not known now.
    void lost() {
        lost = true;
    }

    private Optional<Packet> part(JournalLine line) throws IOException {
        long offset = line.whole("offset").orElse(0L);
        long length = line.whole("captured").orElse(0L);
        if (length > MOST_PART || offset < position || (offset > position && !lost)) {
            breach(
                    line,
                    "the line names bytes %d to %d of the capture, which is at %d"
                            .formatted(offset, offset + length, position));
            lost = true;
            return Optional.empty();
        }
        skipTo(offset);
        byte[] bytes = read((int) length);
        if (bytes.length < length) {
            findings.breach(
                    new Finding(
                            new Place.Bytes(file, offset, offset + length),
                            line.at(),
                            line.text("device"),
                            "the capture ends at byte %d, inside what line %d of %s describes"
                                    .formatted(position, line.number(), journal)));
            lost = true;
            return Optional.empty();
        }
        if (!hex(part.digest(bytes)).equals(line.text("capturedSha256"))) {
            changed(line, offset, length);
            return Optional.empty();
        }
        return frame(line, bytes);
    }

    private void changed(JournalLine line, long from, long length) {
        findings.breach(
                new Finding(
                        new Place.Bytes(file, from, from + length),
                        line.at(),
                        line.text("device"),
                        "these bytes are not those that line %d of %s describes"
                                .formatted(line.number(), journal)));
    }

    /// The packet of a frame's line, which has to carry exactly that frame.
    private Optional<Packet> frame(JournalLine line, byte[] bytes) {
        if (line.text("sha256").isEmpty()) {
            return Optional.empty();
        }
        frames++;
        Optional<Packet> packet = packet(bytes);
        Optional<Segment> segment = packet.flatMap(CaptureCheck::segment);
        if (segment.isEmpty() || !agrees(line, segment.get())) {
            breach(line, "the line and its packet in the capture do not say the same");
            return Optional.empty();
        }
        return packet;
    }

    private boolean agrees(JournalLine line, Segment segment) {
        boolean sent = line.event().equals("sent");
        InetSocketAddress remote = sent ? segment.to() : segment.from();
        return line.whole("length").orElse(-1L) == segment.payload().length
                && line.text("sha256").equals(hex(part.digest(segment.payload())))
                && line.whole("port").orElse(-1L) == remote.getPort()
                && address(line.text("address")).filter(remote.getAddress()::equals).isPresent();
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<Segment> segment(Packet packet) {
        return Dissection.of(packet) instanceof Dissection.Outcome.Carries(Segment segment)
                ? Optional.of(segment)
                : Optional.empty();
    }

    /// The one enhanced packet block that our recorder writes for a frame: low byte first, raw IP.
    private static Optional<Packet> packet(byte[] bytes) {
        if (bytes.length < PACKET_AT + 4) {
            return Optional.empty();
        }
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = block.getInt(20);
        if (block.getInt(0) != 6
                || block.getInt(4) != bytes.length
                || length < 0
                || length > bytes.length - PACKET_AT - 4) {
            return Optional.empty();
        }
        long nanos =
                Integer.toUnsignedLong(block.getInt(12)) << 32
                        | Integer.toUnsignedLong(block.getInt(16));
        byte[] packet = new byte[length];
        block.get(PACKET_AT, packet);
        return Optional.of(new Packet(0, Optional.of(nanos), 101, 0, packet));
    }

    private void checkpoint(JournalLine line) throws IOException {
        long length = line.whole("captureBytes").orElse(-1L);
        boolean first = line.event().equals("start");
        long from = position;
        if (first && length <= MOST_PART) {
            skipTo(length);
        } else if (lost && length > position) {
            skipTo(length);
        }
        boolean same = length == position && hex(soFar()).equals(line.text("captureSha256"));
        if (!same && findings.clean()) {
            if (first) {
                changed(line, from, Math.max(length, 0));
            } else {
                breach(
                        line,
                        "the capture up to byte %d is not the one that this line signs"
                                .formatted(position));
            }
        }
    }

    private byte[] soFar() {
        try {
            return ((MessageDigest) running.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private void skipTo(long offset) throws IOException {
        while (position < offset) {
            byte[] bytes = read((int) Math.min(MOST_PART, offset - position));
            if (bytes.length == 0) {
                return;
            }
        }
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        running.update(bytes);
        position += bytes.length;
        return bytes;
    }

    private void breach(JournalLine line, String what) {
        findings.breach(
                new Finding(
                        new Place.Line(journal, line.number()),
                        line.at(),
                        line.text("device"),
                        what));
    }

    /// After the journal's last line.
    Judged judged() throws IOException {
        long from = position;
        byte[] more = read(MOST_PART);
        if (more.length > 0) {
            findings.breach(
                    new Finding(
                            new Place.Bytes(file, from, from + more.length),
                            Optional.empty(),
                            "",
                            "no line of %s accounts for what the capture holds from here on"
                                    .formatted(journal)));
        }
        if (lost) {
            findings.doubt("lines of the journal that describe it cannot be read");
        }
        return findings.judged(
                "%s, %s"
                        .formatted(
                                Evidence.count(frames, "frame"), Evidence.count(position, "byte")));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
