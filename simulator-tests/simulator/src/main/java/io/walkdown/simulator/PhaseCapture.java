package io.walkdown.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The devices' records as a pcapng file (draft-ietf-opsawg-pcapng) with raw IPv4 packets, so that
/// tools which we did not write can judge both directions.
final class PhaseCapture {

    private final PlantClock clock;
    private final List<Device> devices;
    private final Predicate<Seen> chosen;

    PhaseCapture(PlantClock clock, List<Device> devices, Predicate<Seen> chosen) {
        this.clock = clock;
        this.chosen = chosen;
        this.devices = List.copyOf(devices);
    }

    /// A record and whose it is.
    private record Entry(Device device, Seen seen) {}

    void write(Path file) {
        List<Entry> entries = new ArrayList<>();
        for (Device device : devices) {
            if (device.watch().report().recordsNotKept() > 0) {
                throw new PlantException(
                        "%s recorded more than %d frames; a capture would not be complete"
                                .formatted(device.name(), DeviceRecord.MOST));
            }
            device.watch().records().stream()
                    .filter(chosen)
                    .forEach(seen -> entries.add(new Entry(device, seen)));
        }
        entries.sort(Comparator.comparingLong(entry -> entry.seen().nanos()));
        Pcapng blocks = new Pcapng(clock);
        Map<String, TcpFlow> flows = new HashMap<>();
        entries.forEach(entry -> add(entry, flows, blocks));
        try {
            Files.write(file, blocks.toArray());
        } catch (IOException e) {
            throw new PlantException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void add(Entry entry, Map<String, TcpFlow> flows, Pcapng blocks) {
        String flow = entry.device().name() + "/" + entry.seen().connection();
        long nanos = entry.seen().nanos();
        switch (entry.seen()) {
            case Seen.Opened opened -> {
                TcpFlow begun = new TcpFlow(opened.client(), entry.device().address());
                flows.put(flow, begun);
                begun.open().forEach(packet -> blocks.packet(nanos, packet));
            }
            case Seen.Frame frame when frame.udp() -> blocks.packet(nanos, datagram(entry, frame));
            case Seen.Frame frame -> {
                TcpFlow known = flows.get(flow);
                if (known != null) {
                    blocks.packet(nanos, known.data(frame.fromScanner(), frame.bytes()));
                }
            }
            case Seen.Ended ended -> {
                TcpFlow known = flows.remove(flow);
                if (known != null) {
                    known.end(ended.end()).forEach(packet -> blocks.packet(nanos, packet));
                }
            }
        }
    }

    private static ByteBuffer datagram(Entry entry, Seen.Frame frame) {
        return frame.fromScanner()
                ? IpPacket.udp(frame.client(), entry.device().address(), frame.bytes())
                : IpPacket.udp(entry.device().address(), frame.client(), frame.bytes());
    }
}
