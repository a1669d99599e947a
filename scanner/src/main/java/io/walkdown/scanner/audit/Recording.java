package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Target;
import io.walkdown.scanner.audit.PacketFile.Packet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The scanner's talks, rebuilt from a capture in one pass. What is kept is bounded, whatever the
/// capture holds: beyond the bound nothing is judged `ok` any more.
final class Recording {
    private static final int MOST_TALKS = 200_000;
    private static final int MOST_PACKETS_OF_TALKS = 4_000_000;
    private static final int MOST_DOUBTS = 8;

    private final String file;
    private final AuditPlan plan;
    private final Optional<InetAddress> from;
    private final Set<Withdrawn> withdrawn;
    private final Map<Ports, Talk> open = new HashMap<>();
    private final List<Talk> talks = new ArrayList<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private final List<Finding> broken = new ArrayList<>();
    private boolean untimed;
    private long packets;
    private long taken;

    private Recording(
            String file, AuditPlan plan, Optional<InetAddress> from, Set<Withdrawn> withdrawn) {
        this.file = file;
        this.plan = plan;
        this.from = from;
        this.withdrawn = withdrawn;
    }

    /// A packet that was recorded and never left.
    ///
    /// @param nanos its time
    /// @param bytes all of it
    record Withdrawn(long nanos, ByteBuffer bytes) {}

    /// Both ends of a talk, the same whichever sends.
    private record Ports(InetSocketAddress a, InetSocketAddress b, boolean tcp) {
        static Ports of(Segment segment) {
            boolean forward = order(segment.from(), segment.to()) <= 0;
            return new Ports(
                    forward ? segment.from() : segment.to(),
                    forward ? segment.to() : segment.from(),
                    segment.tcp());
        }

        private static int order(InetSocketAddress x, InetSocketAddress y) {
            int ports = Integer.compare(x.getPort(), y.getPort());
            return ports != 0
                    ? ports
                    : x.getAddress().getHostAddress().compareTo(y.getAddress().getHostAddress());
        }
    }

    /// Reads a capture to its end, or to where it breaks off.
    ///
    /// @param from whose flows are looked at; empty for every one that opened
    /// @param withdrawn what the journal beside it says never left
    /// @throws IOException where the file cannot be read at all
    static Recording read(
            Path capture, AuditPlan plan, Optional<InetAddress> from, Set<Withdrawn> withdrawn)
            throws IOException {
        String name = String.valueOf(capture.getFileName());
        var recording = new Recording(name, plan, from, withdrawn);
        try (PacketFile packets = PacketFile.open(capture)) {
            Optional<Packet> packet = packets.next();
            while (packet.isPresent()) {
                recording.take(packet.get());
                packet = packets.next();
            }
        } catch (BrokenCapture e) {
            recording.breaksOff(e);
        }
        recording.finish();
        return recording;
    }

    private void breaksOff(BrokenCapture e) {
        broken.add(
                Finding.of(
                        new Place.Bytes(file, e.offset(), e.offset() + 1),
                        "the capture breaks off: " + e.what()));
        doubt("the capture breaks off at byte %d: %s".formatted(e.offset(), e.what()));
    }

    private void finish() {
        for (Talk talk : talks) {
            talk.over();
            talk.doubt().ifPresent(this::doubt);
        }
        if (untimed) {
            doubt("packets of the capture have no time");
        }
        open.clear();
    }

    private void take(Packet packet) {
        packets++;
        if (!withdrawn.isEmpty()
                && withdrawn.contains(
                        new Withdrawn(
                                packet.nanos().orElse(0L), ByteBuffer.wrap(packet.bytes())))) {
            return;
        }
        switch (Dissection.of(packet)) {
            case Dissection.Outcome.Other() -> {}
            case Dissection.Outcome.Unreadable(String why) -> doubt(why);
            case Dissection.Outcome.Carries(Segment segment) -> take(packet, segment);
        }
    }

    private void take(Packet packet, Segment segment) {
        if (from.isPresent()
                && !segment.from().getAddress().equals(from.get())
                && !segment.to().getAddress().equals(from.get())) {
            return;
        }
        Ports ports = Ports.of(segment);
        Talk talk = open.get(ports);
        if (talk == null || talk.isRenewedBy(segment)) {
            Optional<Talk> begun = begin(segment);
            if (begun.isEmpty()) {
                return;
            }
            talk = begun.get();
            open.put(ports, talk);
            talks.add(talk);
        }
        taken++;
        if (taken > MOST_PACKETS_OF_TALKS) {
            doubt("more than %d packets of the scanner".formatted(MOST_PACKETS_OF_TALKS));
            return;
        }
        untimed |= packet.nanos().isEmpty();
        talk.take(segment, packet.nanos().orElse(0L), packet.number());
    }

    /// A talk that the named source began; empty for others.
    private Optional<Talk> begin(Segment segment) {
        Optional<Boolean> outgoing = outgoing(segment);
        if (outgoing.isEmpty()) {
            return Optional.empty();
        }
        InetSocketAddress local = outgoing.get() ? segment.from() : segment.to();
        InetSocketAddress remote = outgoing.get() ? segment.to() : segment.from();
        if (from.isPresent() && !local.getAddress().equals(from.get())) {
            return Optional.empty();
        }
        if (talks.size() >= MOST_TALKS) {
            doubt("more than %d connections".formatted(MOST_TALKS));
            return Optional.empty();
        }
        return Optional.of(new Talk(local, remote, segment.tcp(), target(remote, segment.tcp())));
    }

    private Optional<Target> target(InetSocketAddress remote, boolean tcp) {
        return plan.target(remote.getAddress(), remote.getPort(), tcp);
    }

    /// Whether the segment's sender is who began the talk; empty where the capture cannot say.
    private Optional<Boolean> outgoing(Segment segment) {
        if (segment.has(Segment.SYN)) {
            return Optional.of(!segment.has(Segment.ACK));
        }
        if (target(segment.to(), segment.tcp()).isPresent()) {
            return Optional.of(true);
        }
        if (target(segment.from(), segment.tcp()).isPresent()) {
            return Optional.of(false);
        }
        if (!segment.tcp()) {
            return Optional.of(true);
        }
        boolean carries = segment.payload().length > 0 || segment.has(Segment.FIN);
        if (carries && from.isPresent()) {
            doubt(
                    "the capture begins inside a connection between %s and %s, which the plan does"
                                    .formatted(Talk.text(segment.from()), Talk.text(segment.to()))
                            + " not name");
        }
        return Optional.empty();
    }

    private void doubt(String reason) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(reason);
        }
    }

    String file() {
        return file;
    }

    /// The talks in the order in which they began.
    List<Talk> talks() {
        return talks;
    }

    /// Why not everything can be judged; empty where it can.
    Set<String> doubts() {
        return doubts;
    }

    /// Where the capture breaks off; empty where it does not.
    List<Finding> broken() {
        return broken;
    }

    boolean untimed() {
        return untimed;
    }

    long packets() {
        return packets;
    }
}
