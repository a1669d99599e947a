package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.simulator.WitnessReport.PhaseReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What one device keeps of the scan: connections, frames, counts scan by scan, breaches. It judges
/// nothing. Not thread-safe: guarded by [DeviceWatch].
final class DeviceRecord {

    /// So many records are kept; what exceeds it is counted.
    static final int MOST = 2000;

    private static final int MOST_BREACHES = 500;

    private final String device;
    private final Witness site;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private long notKept;
    private int breachCount;
    private int maxOpen;
    private int maxInFlight;
    private long smallestGapNanos = Long.MAX_VALUE;

    DeviceRecord(String device, Witness site) {
        this.device = device;
        this.site = site;
    }

    /// Counts of one scan.
    private static final class Tally {
        private int connections;
        private int frames;
        private long bytesIn;
        private long bytesOut;
    }

    private Tally tally() {
        return tallies.computeIfAbsent(site.phase(), phase -> new Tally());
    }

    /// Connections in the present scan.
    int connections() {
        return tally().connections;
    }

    /// Frames in the present scan.
    int frames() {
        return tally().frames;
    }

    void opened(ConnectionWatch connection, long nanos, int open) {
        tally().connections++;
        maxOpen = Math.max(maxOpen, open);
        keep(new Seen.Opened(site.phase(), connection.id(), nanos, connection.client()));
    }

    void arrived(ConnectionWatch from, Bytes frame, long nanos) {
        tally().frames++;
        tally().bytesIn += frame.length();
        frame(from, frame, true, nanos);
    }

    void answered(ConnectionWatch to, Bytes frame, long nanos) {
        tally().bytesOut += frame.length();
        frame(to, frame, false, nanos);
    }

    void frame(ConnectionWatch with, Bytes bytes, boolean fromScanner, long nanos) {
        keep(
                new Seen.Frame(
                        site.phase(),
                        with.id(),
                        nanos,
                        with.client(),
                        with.udp(),
                        fromScanner,
                        bytes));
    }

    void ended(ConnectionWatch connection, End end, long nanos) {
        boolean closed = connection.protocolClosed();
        keep(new Seen.Ended(site.phase(), connection.id(), nanos, end, closed));
    }

    void inFlight(int requests) {
        maxInFlight = Math.max(maxInFlight, requests);
    }

    void gap(long nanos) {
        smallestGapNanos = Math.min(smallestGapNanos, nanos);
    }

    void breach(Fault fault, long nanos) {
        breachCount++;
        if (breaches.size() < MOST_BREACHES) {
            breaches.add(new Breach(device, fault.rule(), site.clock().at(nanos), fault.detail()));
        }
    }

    private void keep(Seen what) {
        if (seen.size() < MOST) {
            seen.add(what);
        } else {
            notKept++;
        }
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    DeviceReport report(String address, int port, int openNow) {
        List<PhaseReport> phases = new ArrayList<>();
        tallies.forEach((phase, of) -> phases.add(phaseReport(phase, of)));
        return new DeviceReport(
                device,
                address,
                port,
                phases.stream().mapToInt(PhaseReport::connections).sum(),
                maxOpen,
                openNow,
                phases.stream().mapToInt(PhaseReport::frames).sum(),
                smallestGapNanos == Long.MAX_VALUE
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(smallestGapNanos / 1e6),
                maxInFlight,
                notKept,
                breachCount,
                List.copyOf(breaches),
                phases);
    }

    private static PhaseReport phaseReport(int phase, Tally of) {
        return new PhaseReport(phase, of.connections, of.frames, of.bytesIn, of.bytesOut);
    }
}
