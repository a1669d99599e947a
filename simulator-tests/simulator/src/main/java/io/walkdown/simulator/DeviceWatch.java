package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.simulator.WitnessReport.PhaseReport;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one device saw of the scan, and its judgement by the safety contract. The plant's own panel
/// does not come here.
///
/// **Gap (S4), exact with zero tolerance.** The scanner may write its next frame no earlier than
/// the gap after it *read* the last answer. The device takes the answer's time just *before* it
/// writes it, hence before the scanner can have read it, and the next frame's time just *after* it
/// read it, hence after the scanner wrote it. Every delay of either machine, of the network or of a
/// scheduler lengthens that distance; none can shorten it. A distance below the gap is therefore a
/// breach, whatever the load. The gap between a completed connect and the first frame is not
/// judged: the kernel completes a connect before any program is told, so no device can date it.
///
/// Thread-safe.
final class DeviceWatch {

    /// So many records are kept per device; what exceeds it is counted.
    static final int MOST_RECORDS = 2000;

    private static final int MOST_BREACHES = 500;

    private volatile DeviceSpec device;
    private final int port;
    private final Witness site;
    private final boolean forbidden;
    private final ReentrantLock lock = new ReentrantLock();
    // all below guarded by lock
    private final List<Seen> seen = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final Set<ConnectionWatch> open = new LinkedHashSet<>();
    private long recordsNotKept;
    private int breachCount;
    private long nextConnection = 1;
    private int maxOpen;
    private int inFlight;
    private int maxInFlight;
    private boolean overlapNamed;
    private boolean anyFrame;
    private long lastNanos;
    private long smallestGapNanos = Long.MAX_VALUE;

    DeviceWatch(DeviceSpec device, int port, Witness site) {
        this.device = device;
        this.port = port;
        this.site = site;
        this.forbidden = device.safety() || site.excludes(device.address());
    }

    /// The device has changed; what was recorded stays.
    void become(DeviceSpec changed) {
        device = changed;
    }

    /// Counts of one scan.
    private static final class Tally {
        private int connections;
        private int frames;
        private long bytesIn;
        private long bytesOut;
    }

    /// A connection was accepted.
    ///
    /// @param slotFault what its taking a slot did to others, or null
    ConnectionWatch opened(InetSocketAddress client, @Nullable Fault slotFault) {
        long nanos = System.nanoTime();
        lock.lock();
        try {
            ConnectionWatch connection = watch(client, false);
            seen(new Seen.Opened(site.phase(), connection.id(), nanos, client));
            open.add(connection);
            maxOpen = Math.max(maxOpen, open.size());
            tally().connections++;
            judgeOpening(slotFault, nanos);
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private void judgeOpening(@Nullable Fault slotFault, long nanos) {
        Optional<Fault> wider = site.opened(device.groups(), nanos);
        int budget = device.budget().connections();
        if (forbidden) {
            name(new Fault("S11", "contact with a device that is out of scope"), nanos);
        } else if (slotFault != null) {
            name(slotFault, nanos);
        } else if (open.size() > 1) {
            name(new Fault("S2", open.size() + " connections at once"), nanos);
        } else {
            wider.ifPresent(fault -> name(fault, nanos));
        }
        if (!forbidden && budget > 0 && tally().connections > budget) {
            name(new Fault("S5", "more connections than " + budget + " in one scan"), nanos);
        }
    }

    /// A sender of datagrams.
    ConnectionWatch sender(InetSocketAddress client) {
        lock.lock();
        try {
            return watch(client, true);
        } finally {
            lock.unlock();
        }
    }

    private ConnectionWatch watch(InetSocketAddress client, boolean udp) {
        return new ConnectionWatch(this, nextConnection++, client, udp);
    }

    /// A frame arrived and was understood.
    void arrived(ConnectionWatch from, Bytes frame, Understood request, long nanos) {
        lock.lock();
        try {
            record(from, frame, true, nanos);
            tally().frames++;
            tally().bytesIn += frame.length();
            if (forbidden) {
                if (from.udp()) {
                    name(new Fault("S11", "contact with a device that is out of scope"), nanos);
                }
                return;
            }
            judgeFrame(from, request, nanos);
        } finally {
            // the next frame's gap counts from here until an answer is written
            lastNanos = nanos;
            anyFrame = true;
            lock.unlock();
        }
    }

    private void judgeFrame(ConnectionWatch from, Understood request, long nanos) {
        judgeDistance(nanos);
        inFlight++;
        if (inFlight > 1) {
            overlap(inFlight, nanos);
        }
        maxInFlight = Math.max(maxInFlight, inFlight);
        if (request.fault() != null) {
            name(request.fault(), nanos);
        } else if (from.repeats(request.key())) {
            name(new Fault("S5", "the same request again: " + request.key()), nanos);
        }
        int budget = device.budget().frames();
        if (budget > 0 && tally().frames > budget) {
            name(new Fault("S5", "more frames than " + budget + " in one scan"), nanos);
        }
        site.arrived(device.groups(), request.step(), nanos).forEach(fault -> name(fault, nanos));
    }

    private void judgeDistance(long nanos) {
        if (anyFrame && inFlight == 0 && !overlapNamed) {
            long gap = nanos - lastNanos;
            smallestGapNanos = Math.min(smallestGapNanos, gap);
            if (gap < device.minGapMs() * 1_000_000L) {
                name(
                        new Fault(
                                "S4",
                                "%.2f ms after the last exchange, needs %d"
                                        .formatted(gap / 1e6, device.minGapMs())),
                        nanos);
            }
        }
        overlapNamed = false;
    }

    /// More bytes came while a request was being answered.
    void overlapped() {
        lock.lock();
        try {
            if (!forbidden) {
                overlap(2, System.nanoTime());
                maxInFlight = Math.max(maxInFlight, 2);
                // that frame's gap is already named
                overlapNamed = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void overlap(int count, long nanos) {
        name(new Fault("S4", count + " requests in flight"), nanos);
    }

    /// An answer is about to be written.
    ///
    /// @param arrivedNanos when its request arrived
    void answering(ConnectionWatch to, Bytes frame, long arrivedNanos) {
        lock.lock();
        try {
            inFlight = Math.max(0, inFlight - 1);
            if (frame.length() == 0) {
                return;
            }
            long nanos = System.nanoTime();
            record(to, frame, false, nanos);
            tally().bytesOut += frame.length();
            lastNanos = nanos;
            site.answered(device.groups(), nanos - arrivedNanos, nanos);
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that are no frame, or follow one in the same segment.
    void foreign(ConnectionWatch from, Bytes bytes, String detail) {
        long nanos = System.nanoTime();
        lock.lock();
        try {
            record(from, bytes, true, nanos);
            if (!forbidden) {
                name(new Fault("S1", detail + ": " + bytes.first(32)), nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A connection ended; called before the device closes its own side, so that a scanner that
    /// waits for the end cannot be ahead of this record.
    void ended(ConnectionWatch connection, End end) {
        lock.lock();
        try {
            if (!open.remove(connection)) {
                return;
            }
            long nanos = System.nanoTime();
            boolean closed = connection.protocolClosed();
            seen(new Seen.Ended(site.phase(), connection.id(), nanos, end, closed));
            site.ended(device.groups());
            if (!forbidden) {
                judgeEnd(connection, end, nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void judgeEnd(ConnectionWatch connection, End end, long nanos) {
        switch (end) {
            case RST -> name(new Fault("S3", "the connection was reset"), nanos);
            case LEAKED -> name(new Fault("S3", "the connection is still open"), nanos);
            case FIN -> {
                // after a stop, FIN alone is allowed where the close would take too long (S9)
                if (connection.owesClose() && !site.stopped()) {
                    name(new Fault("S3", "FIN without the protocol's own close"), nanos);
                }
            }
            case DEVICE, EVICTED, REFUSED -> {}
        }
    }

    /// The device closed a connection, and the client's side of it stays open.
    void stillOpen(int afterMillis) {
        lock.lock();
        try {
            if (!forbidden) {
                name(
                        new Fault(
                                "S3",
                                "open %d ms after the device closed it".formatted(afterMillis)),
                        System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    /// The scan is said to be over: what is open now is a leak.
    void scanEnded() {
        lock.lock();
        try {
            List.copyOf(open).forEach(connection -> connection.ended(End.LEAKED));
            inFlight = 0;
        } finally {
            lock.unlock();
        }
    }

    /// What was recorded, in its order, up to [#MOST_RECORDS].
    List<Seen> records() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    DeviceReport report() {
        lock.lock();
        try {
            List<PhaseReport> phases = new ArrayList<>();
            tallies.forEach((phase, of) -> phases.add(phaseReport(phase, of)));
            return new DeviceReport(
                    device.name(),
                    device.address(),
                    port,
                    phases.stream().mapToInt(PhaseReport::connections).sum(),
                    maxOpen,
                    open.size(),
                    phases.stream().mapToInt(PhaseReport::frames).sum(),
                    smallestGapNanos == Long.MAX_VALUE
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(smallestGapNanos / 1e6),
                    maxInFlight,
                    recordsNotKept,
                    breachCount,
                    List.copyOf(breaches),
                    phases);
        } finally {
            lock.unlock();
        }
    }

    private static PhaseReport phaseReport(int phase, Tally of) {
        return new PhaseReport(phase, of.connections, of.frames, of.bytesIn, of.bytesOut);
    }

    private Tally tally() {
        return tallies.computeIfAbsent(site.phase(), phase -> new Tally());
    }

    private void record(ConnectionWatch with, Bytes frame, boolean fromScanner, long nanos) {
        seen(
                new Seen.Frame(
                        site.phase(),
                        with.id(),
                        nanos,
                        with.client(),
                        with.udp(),
                        fromScanner,
                        frame));
    }

    private void seen(Seen what) {
        if (seen.size() < MOST_RECORDS) {
            seen.add(what);
        } else {
            recordsNotKept++;
        }
    }

    private void name(Fault fault, long nanos) {
        breachCount++;
        if (breaches.size() < MOST_BREACHES) {
            breaches.add(new Breach(device.name(), fault.rule(), at(nanos), fault.detail()));
        }
    }

    private Instant at(long nanos) {
        return site.clock().at(nanos);
    }
}
