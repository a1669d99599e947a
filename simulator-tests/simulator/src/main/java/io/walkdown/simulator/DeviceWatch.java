package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private volatile DeviceSpec device;
    private final int port;
    private final Witness site;
    private final boolean forbidden;
    private final ReentrantLock lock = new ReentrantLock();
    // all below guarded by lock
    private final DeviceRecord kept;
    private final Set<ConnectionWatch> open = new LinkedHashSet<>();
    private long nextConnection = 1;
    private int inFlight;
    private boolean overlapNamed;
    private boolean anyFrame;
    private long lastNanos;

    DeviceWatch(DeviceSpec device, int port, Witness site) {
        this.device = device;
        this.port = port;
        this.site = site;
        this.kept = new DeviceRecord(device.name(), site);
        this.forbidden = device.safety() || site.excludes(device.address());
    }

    /// The device has changed; what was recorded stays.
    void become(DeviceSpec changed) {
        device = changed;
    }

    /// A connection was accepted.
    ///
    /// @param slotFault what its taking a slot did to others, or null
    ConnectionWatch opened(InetSocketAddress client, @Nullable Fault slotFault) {
        long nanos = System.nanoTime();
        lock.lock();
        try {
            ConnectionWatch connection = watch(client, false);
            open.add(connection);
            kept.opened(connection, nanos, open.size());
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
        if (!forbidden && budget > 0 && kept.connections() > budget) {
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
            kept.arrived(from, frame, nanos);
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
        kept.inFlight(inFlight);
        if (request.fault() != null) {
            name(request.fault(), nanos);
        } else if (from.repeats(request.key())) {
            name(new Fault("S5", "the same request again: " + request.key()), nanos);
        }
        int budget = device.budget().frames();
        if (budget > 0 && kept.frames() > budget) {
            name(new Fault("S5", "more frames than " + budget + " in one scan"), nanos);
        }
        site.arrived(device.groups(), request.step(), nanos).forEach(fault -> name(fault, nanos));
    }

    private void judgeDistance(long nanos) {
        if (anyFrame && inFlight == 0 && !overlapNamed) {
            long gap = nanos - lastNanos;
            kept.gap(gap);
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
                kept.inFlight(2);
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
            kept.answered(to, frame, nanos);
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
            kept.frame(from, bytes, true, nanos);
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
            kept.ended(connection, end, nanos);
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

    /// What was recorded, in its order, up to [DeviceRecord#MOST].
    List<Seen> records() {
        lock.lock();
        try {
            return kept.seen();
        } finally {
            lock.unlock();
        }
    }

    DeviceReport report() {
        lock.lock();
        try {
            return kept.report(device.address(), port, open.size());
        } finally {
            lock.unlock();
        }
    }

    private void name(Fault fault, long nanos) {
        kept.breach(fault, nanos);
    }
}
