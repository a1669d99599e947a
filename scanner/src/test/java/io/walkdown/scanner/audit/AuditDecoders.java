package io.walkdown.scanner.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.walkdown.scanner.audit.PacketFile.Packet;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// What reads recordings: a capture may come from anywhere, and a journal from whoever wants it to
/// pass.
public final class AuditDecoders {
    private AuditDecoders() {}

    /// All of them.
    public static List<Decoder> all() {
        return List.of(new CaptureBytes(), new JournalBytes());
    }

    private static Octets talk(Capture.Format format) {
        return Octets.of(
                new Capture(format)
                        .open(0, "10.0.0.9", 102, 40_000)
                        .sent(10, "10.0.0.9", 102, 40_000, "0300001611e00000000100c0010a")
                        .heard(12, "10.0.0.9", 102, 40_000, "0300001611d00001000100c0010a")
                        .closed(20, "10.0.0.9", 102, 40_000)
                        .toArray());
    }

    /// A capture read to its end, and each packet taken apart.
    private static final class CaptureBytes implements Decoder {
        private static final String ETHERNET = "0011223344550011223344550800";

        @Override
        public String name() {
            return "audit-capture";
        }

        @Override
        public List<Octets> seeds() {
            return List.of(
                    talk(Capture.Format.plain()),
                    talk(Capture.Format.pcap(ByteOrder.BIG_ENDIAN, true, 1, ETHERNET)),
                    talk(
                            new Capture.Format(
                                    ByteOrder.LITTLE_ENDIAN, true, true, 101, new byte[0])));
        }

        @Override
        public Shape shape() {
            return Shape.NONE;
        }

        @Override
        public Decoded decode(byte[] answer) {
            long packets = 0;
            long payload = 0;
            try (var file = PacketFile.of(new ByteArrayInputStream(answer))) {
                Optional<Packet> packet = file.next();
                while (packet.isPresent()) {
                    packets++;
                    payload += payload(packet.get());
                    packet = file.next();
                }
                return new Taken(answer.length, packets, payload, Optional.empty());
            } catch (BrokenCapture broken) {
                return new Taken(answer.length, packets, payload, Optional.of(broken));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long payload(Packet packet) {
            return switch (Dissection.of(packet)) {
                case Dissection.Outcome.Carries(Segment segment) -> {
                    if (segment.cut() < 0 || segment.payload().length > packet.bytes().length) {
                        throw new AssertionError("more than was captured: " + segment);
                    }
                    yield segment.payload().length;
                }
                case Dissection.Outcome.Other() -> 0;
                case Dissection.Outcome.Unreadable(String why) -> {
                    if (why.isBlank()) {
                        throw new AssertionError("unreadable without a reason");
                    }
                    yield 0;
                }
            };
        }
    }

    private record Taken(int length, long packets, long payload, Optional<BrokenCapture> broken)
            implements Decoder.Decoded {
        @Override
        public String outcome() {
            return broken.isPresent() ? "broken" : "read";
        }

        @Override
        public void require() {
            if (payload > length || packets > length) {
                throw new AssertionError(
                        "%d packets with %d bytes in %d".formatted(packets, payload, length));
            }
            if (broken.isPresent()
                    && (broken.get().offset() < 0
                            || broken.get().offset() > length
                            || broken.get().what().isBlank())) {
                throw new AssertionError("broken without a place", broken.get());
            }
        }
    }

    /// A journal read line by line.
    private static final class JournalBytes implements Decoder {
        private static final String LINE =
                """
                {"at":"2026-11-23T07:35:00Z","event":"sent","offset":420,"visit":"filler",\
                "previous":"%s","signature":"%s"}
                """
                        .formatted("ab".repeat(32), "0f".repeat(64));

        @Override
        public String name() {
            return "audit-journal";
        }

        @Override
        public List<Octets> seeds() {
            return List.of(
                    Octets.of(LINE.getBytes(UTF_8)),
                    Octets.of((LINE + LINE.replace("420", "99e9")).getBytes(UTF_8)));
        }

        @Override
        public Shape shape() {
            return Shape.NONE;
        }

        @Override
        public Decoded decode(byte[] answer) {
            long lines = 0;
            long sound = 0;
            try (var file = JournalFile.of(new ByteArrayInputStream(answer))) {
                Optional<JournalLine> line = file.next();
                while (line.isPresent()) {
                    lines++;
                    sound += told(line.get()) ? 1 : 0;
                    line = file.next();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Lines(answer.length, lines, sound);
        }

        private static boolean told(JournalLine line) {
            int signed = line.signed().map(bytes -> bytes.length).orElse(0);
            if (signed > line.bytes().length || line.whole("offset").orElse(0L) < 0) {
                throw new AssertionError("more signed than there is, or a negative offset");
            }
            return line.at().isPresent() && !line.event().isEmpty();
        }
    }

    private record Lines(int length, long lines, long sound) implements Decoder.Decoded {
        @Override
        public String outcome() {
            return lines > 0 && sound == lines ? "read" : sound > 0 ? "in part" : "refused";
        }

        @Override
        public void require() {
            if (lines > length) {
                throw new AssertionError("%d lines in %d bytes".formatted(lines, length));
            }
        }
    }
}
