package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Target;
import io.walkdown.scanner.audit.Stream.Piece;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One TCP connection, or one pair of UDP ports, between the scanner and something, rebuilt from
/// its packets. Not thread-safe.
final class Talk {
    /// How many bytes of an answer are kept: variable bytes come from its beginning.
    static final int MOST_KEPT = 1024;

    /// A frame longer than any plan's is not put together.
    private static final int MOST_FRAME = 2048;

    /// What one talk may hold; a scan's own is a few dozen.
    private static final int MOST_MOMENTS = 20_000;

    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final boolean tcp;
    private final Optional<Target> target;
    private final Stream ours = new Stream();
    private final Stream theirs = new Stream();
    private final List<Moment> moments = new ArrayList<>();
    private byte[] partial = new byte[0];
    private long partialNanos;
    private long partialPacket;
    private boolean begunBefore;
    private int firstSequence;
    private boolean overflowed;
    private boolean cut;
    private Optional<Integer> ourFin = Optional.empty();
    private Optional<Integer> theirFin = Optional.empty();
    private boolean ourEnd;
    private boolean theirEnd;
    private boolean reset;

    Talk(InetSocketAddress local, InetSocketAddress remote, boolean tcp, Optional<Target> target) {
        this.local = local;
        this.remote = remote;
        this.tcp = tcp;
        this.target = target;
    }

    /// Takes the next packet of this talk.
    void take(Segment segment, long nanos, long packet) {
        cut |= segment.cut() > 0;
        boolean mine = segment.from().equals(local) && !segment.from().equals(remote);
        if (!tcp) {
            datagram(mine, segment, nanos, packet);
            return;
        }
        synchronise(mine, segment, nanos, packet);
        int dataAt = segment.sequence() + (segment.has(Segment.SYN) ? 1 : 0);
        if (segment.payload().length > 0) {
            var piece = new Piece(dataAt, nanos, packet, segment.payload());
            (mine ? ours : theirs).add(piece).forEach(mine ? this::sent : this::heard);
        }
        finish(mine, segment, dataAt, nanos, packet);
    }

    private void synchronise(boolean mine, Segment segment, long nanos, long packet) {
        if (!segment.has(Segment.SYN)) {
            begunBefore |= !ours.started() && moments.isEmpty();
            return;
        }
        Stream stream = mine ? ours : theirs;
        if (stream.started()) {
            return;
        }
        stream.startAt(segment.sequence() + 1);
        if (mine) {
            firstSequence = segment.sequence();
        }
        add(mine ? new Moment.Connecting(nanos, packet) : new Moment.Connected(nanos, packet));
    }

    private void finish(boolean mine, Segment segment, int dataAt, long nanos, long packet) {
        if (segment.has(Segment.RST)) {
            if (!reset) {
                add(new Moment.Ended(nanos, packet, mine, true));
            }
            reset = true;
        }
        if (segment.has(Segment.FIN)) {
            int end = dataAt + segment.payload().length + segment.cut();
            if (mine) {
                ourFin = Optional.of(end);
            } else {
                theirFin = Optional.of(end);
            }
        }
        if (!ourEnd && ourFin.filter(end -> !ours.started() || ours.reached(end)).isPresent()) {
            ourEnd = true;
            add(new Moment.Ended(nanos, packet, true, false));
        }
        if (!theirEnd
                && theirFin.filter(end -> !theirs.started() || theirs.reached(end)).isPresent()) {
            theirEnd = true;
            add(new Moment.Ended(nanos, packet, false, false));
        }
    }

    private void datagram(boolean mine, Segment segment, long nanos, long packet) {
        if (mine) {
            byte[] frame = segment.payload();
            add(new Moment.Sent(nanos, packet, kept(frame, MOST_FRAME), isOneFrame(frame)));
        } else {
            heard(new Piece(0, nanos, packet, segment.payload()));
        }
    }

    private boolean isOneFrame(byte[] frame) {
        return target.isPresent()
                && frame.length >= framer().header()
                && framer().length(frame) == frame.length;
    }

    private Framer framer() {
        return Framer.of(target.orElseThrow().device().protocol());
    }

    private void heard(Piece piece) {
        add(
                new Moment.Heard(
                        piece.nanos(),
                        piece.packet(),
                        kept(piece.bytes(), MOST_KEPT),
                        piece.bytes().length));
    }

    /// Bytes of ours, cut into frames. What is no frame is kept as one that is not whole.
    private void sent(Piece piece) {
        if (target.isEmpty()) {
            add(
                    new Moment.Sent(
                            piece.nanos(), piece.packet(), kept(piece.bytes(), MOST_KEPT), false));
            return;
        }
        if (partial.length == 0) {
            partialNanos = piece.nanos();
            partialPacket = piece.packet();
        }
        byte[] all = Arrays.copyOf(partial, partial.length + piece.bytes().length);
        System.arraycopy(piece.bytes(), 0, all, partial.length, piece.bytes().length);
        int at = 0;
        while (at < all.length) {
            byte[] rest = Arrays.copyOfRange(all, at, all.length);
            int length = rest.length < framer().header() ? 0 : framer().length(rest);
            if (length == Framer.WRONG || length > MOST_FRAME) {
                add(new Moment.Sent(partialNanos, partialPacket, kept(rest, MOST_FRAME), false));
                at = all.length;
            } else if (length == 0 || length > rest.length) {
                break;
            } else {
                byte[] frame = Arrays.copyOf(rest, length);
                add(new Moment.Sent(partialNanos, partialPacket, frame, true));
                at += length;
                partialNanos = piece.nanos();
                partialPacket = piece.packet();
            }
        }
        partial = Arrays.copyOfRange(all, at, all.length);
    }

    private static byte[] kept(byte[] bytes, int most) {
        return bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    }

    /// The capture is over: what is left of a frame is one that is not whole.
    void over() {
        if (partial.length > 0) {
            add(new Moment.Sent(partialNanos, partialPacket, partial, false));
            partial = new byte[0];
        }
    }

    private void add(Moment moment) {
        if (moments.size() >= MOST_MOMENTS) {
            overflowed = true;
        } else {
            moments.add(moment);
        }
    }

    /// Whether a SYN of ours with that number starts another connection between the same ports.
    boolean isRenewedBy(Segment segment) {
        boolean opens = segment.has(Segment.SYN) && !segment.has(Segment.ACK);
        return tcp && opens && (begunBefore || segment.sequence() != firstSequence);
    }

    /// Why this talk cannot be judged in full; empty where it can.
    Optional<String> doubt() {
        String who = "%s and %s".formatted(text(local), text(remote));
        if (begunBefore) {
            return Optional.of("the capture begins inside a connection of " + who);
        }
        if (ours.incomplete() || theirs.incomplete() || cut) {
            return Optional.of("bytes between %s are missing in the capture".formatted(who));
        }
        return overflowed
                ? Optional.of("more than %d events between %s".formatted(MOST_MOMENTS, who))
                : Optional.empty();
    }

    InetSocketAddress local() {
        return local;
    }

    InetSocketAddress remote() {
        return remote;
    }

    boolean tcp() {
        return tcp;
    }

    Optional<Target> target() {
        return target;
    }

    List<Moment> moments() {
        return moments;
    }

    boolean begunBefore() {
        return begunBefore;
    }

    /// An address and port without any name.
    static String text(InetSocketAddress at) {
        String address = at.getAddress().getHostAddress();
        return (address.contains(":") ? "[%s]:%d" : "%s:%d").formatted(address, at.getPort());
    }
}
