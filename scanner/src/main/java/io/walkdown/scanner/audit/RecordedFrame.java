package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.PacketFile.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One frame of a recording as a person looks at it: what the journal says of it, and its bytes out
/// of the capture. Works on the recording of a run that still goes on, too: it reads whole lines
/// alone.
///
/// @param at when it was about to leave, or had come whole
/// @param device the device's name
/// @param place its address and port
/// @param sent whether we sent it
/// @param step the plan's step
/// @param kind what the step does to the conversation
/// @param length bytes of application payload
/// @param hex the bytes, as hexadecimal digits; empty where the capture does not hold exactly these
///   bytes, because it is broken or was changed
public record RecordedFrame(
        Instant at,
        String device,
        String place,
        boolean sent,
        String step,
        String kind,
        int length,
        Optional<String> hex) {
    private static final int MOST_CAPTURED = 1 << 18;
    private static final int BLOCK_HEADER = 28;
    private static final int RAW_IP = 101;

    /// The last frames of a run, the oldest of them first.
    ///
    /// @param journal the run's `journal.ndjson`; one that is not there gives none
    /// @param capture its `wire.pcapng`
    /// @param device which devices' frames are wanted
    /// @param most how many at most
    /// @throws IOException where a file cannot be read
    public static List<RecordedFrame> last(
            Path journal, Path capture, Predicate<String> device, int most) throws IOException {
        Deque<JournalLine> lines = new ArrayDeque<>();
        try (JournalFile file = JournalFile.open(journal)) {
            Optional<JournalLine> line = file.next();
            while (line.isPresent()) {
                if (line.get().event().equals("withdrawn")) {
                    withdraw(lines, line.get());
                }
                if (isFrame(line.get()) && device.test(line.get().text("device"))) {
                    lines.add(line.get());
                    if (lines.size() > most) {
                        lines.removeFirst();
                    }
                }
                line = file.next();
            }
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        try (var bytes = new RandomAccessFile(capture.toFile(), "r")) {
            return lines.stream().map(line -> of(line, bytes)).toList();
        }
    }

    /// The last frame to that device was recorded and never left (S9).
    private static void withdraw(Deque<JournalLine> lines, JournalLine withdrawn) {
        Iterator<JournalLine> latest = lines.descendingIterator();
        while (latest.hasNext()) {
            JournalLine line = latest.next();
            if (line.event().equals("sent")
                    && line.text("device").equals(withdrawn.text("device"))
                    && line.text("step").equals(withdrawn.text("step"))) {
                latest.remove();
                return;
            }
        }
    }

    private static boolean isFrame(JournalLine line) {
        return line.event().equals("sent") || line.event().equals("received");
    }

    private static RecordedFrame of(JournalLine line, RandomAccessFile capture) {
        return new RecordedFrame(
                line.at().orElse(Instant.EPOCH),
                line.text("device"),
                line.text("address") + ":" + line.whole("port").orElse(0L),
                line.event().equals("sent"),
                line.text("step"),
                line.text("kind"),
                line.whole("length").orElse(0L).intValue(),
                bytes(line, capture));
    }

    private static Optional<String> bytes(JournalLine line, RandomAccessFile capture) {
        long length = line.whole("captured").orElse(0L);
        if (length < BLOCK_HEADER || length > MOST_CAPTURED) {
            return Optional.empty();
        }
        byte[] blocks = new byte[(int) length];
        try {
            capture.seek(line.whole("offset").orElse(0L));
            capture.readFully(blocks);
        } catch (IOException e) {
            return Optional.empty();
        }
        return payload(blocks)
                .filter(bytes -> sha256(bytes).equals(line.text("sha256")))
                .map(HexFormat.of()::formatHex);
    }

    /// What the enhanced packet blocks carry, one after the other.
    private static Optional<byte[]> payload(byte[] blocks) {
        var all = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + BLOCK_HEADER <= blocks.length; ) {
            int total = in.getInt(at + 4);
            int captured = in.getInt(at + 20);
            boolean fits =
                    total >= BLOCK_HEADER
                            && captured >= 0
                            && captured <= total - BLOCK_HEADER
                            && total <= blocks.length - at;
            if (!fits) {
                return Optional.empty();
            }
            byte[] packet = new byte[captured];
            in.get(at + BLOCK_HEADER, packet);
            var seen = new Packet(1, Optional.empty(), RAW_IP, 0, packet);
            if (!(Dissection.of(seen) instanceof Dissection.Outcome.Carries(Segment segment))) {
                return Optional.empty();
            }
            all.writeBytes(segment.payload());
            at += total;
        }
        return Optional.of(all.toByteArray());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
