package io.walkdown.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;

/// What the devices of a plant recorded up to one moment, and which rules of the safety contract
/// they saw broken. Immutable.
///
/// @param devices every device of the plant, absent ones included, in the plant file's order
/// @param hmi the plant's panel, device by device
public record WitnessReport(List<DeviceReport> devices, List<HmiReport> hmi) {

    /// Copies both lists.
    public WitnessReport {
        devices = List.copyOf(devices);
        hmi = List.copyOf(hmi);
    }

    /// One device's record of the scan; the panel's traffic is not in it.
    ///
    /// @param name the device's name
    /// @param address its address
    /// @param port its port
    /// @param connections connections accepted or refused
    /// @param maxOpen the most of them at one time
    /// @param openNow how many are open at this moment
    /// @param frames frames and datagrams received
    /// @param minGapMs the shortest time in milliseconds between an answer and the next frame
    /// @param maxInFlight the most requests at one time that had no answer yet
    /// @param recordsNotKept how many records exceeded what a device keeps
    /// @param breachCount all breaches, also those that `breaches` has no room for
    /// @param breaches the breaches in their order, at most 500
    /// @param phases the same counts scan by scan
    public record DeviceReport(
            String name,
            String address,
            int port,
            int connections,
            int maxOpen,
            int openNow,
            int frames,
            OptionalDouble minGapMs,
            int maxInFlight,
            long recordsNotKept,
            int breachCount,
            List<Breach> breaches,
            List<PhaseReport> phases) {}

    /// One device's counts within one scan.
    ///
    /// @param phase the scan, counted from 1; see [SimulatedPlant#nextScan()]
    /// @param connections connections accepted or refused
    /// @param frames frames and datagrams received
    /// @param bytesIn bytes in them
    /// @param bytesOut bytes in the device's answers
    public record PhaseReport(
            int phase, int connections, int frames, long bytesIn, long bytesOut) {}

    /// What the plant's own panel experienced at one device.
    ///
    /// @param device the device's name
    /// @param polls polls that were answered
    /// @param lost lost connections, and polls without an answer within 1 s
    /// @param longestAnswerMs the longest answer in milliseconds
    public record HmiReport(String device, long polls, long lost, double longestAnswerMs) {}

    /// All breaches, the count that a scan must keep at zero.
    public int breachCount() {
        return devices.stream().mapToInt(DeviceReport::breachCount).sum();
    }

    /// All breaches that were kept, device by device.
    public List<Breach> breaches() {
        return devices.stream().flatMap(device -> device.breaches().stream()).toList();
    }

    /// The report of one device.
    ///
    /// @throws IllegalArgumentException when there is no such device
    public DeviceReport device(String name) {
        return devices.stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no device \"" + name + "\""));
    }

    /// The report as a JSON document: version, breachCount, devices, hmi.
    public String toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", 1).put("breachCount", breachCount());
        ArrayNode listed = root.putArray("devices");
        devices.forEach(device -> add(listed.addObject(), device));
        ArrayNode panels = root.putArray("hmi");
        hmi.forEach(panel ->
                panels.addObject()
                        .put("device", panel.device())
                        .put("polls", panel.polls())
                        .put("lost", panel.lost())
                        .put("longestAnswerMs", rounded(panel.longestAnswerMs())));
        return root.toPrettyString() + "\n";
    }

    private static void add(ObjectNode node, DeviceReport device) {
        node.put("name", device.name()).put("address", device.address());
        node.put("port", device.port()).put("connections", device.connections());
        node.put("maxOpen", device.maxOpen()).put("openNow", device.openNow());
        node.put("frames", device.frames());
        if (device.minGapMs().isPresent()) {
            node.put("minGapMs", rounded(device.minGapMs().getAsDouble()));
        } else {
            node.putNull("minGapMs");
        }
        node.put("maxInFlight", device.maxInFlight());
        node.put("recordsNotKept", device.recordsNotKept());
        addBreaches(node.putArray("breaches"), device.breaches());
        ArrayNode phases = node.putArray("phases");
        device.phases()
                .forEach(phase ->
                        phases.addObject()
                                .put("phase", phase.phase())
                                .put("connections", phase.connections())
                                .put("frames", phase.frames())
                                .put("bytesIn", phase.bytesIn())
                                .put("bytesOut", phase.bytesOut()));
    }

    private static void addBreaches(ArrayNode list, List<Breach> breaches) {
        breaches.forEach(breach ->
                list.addObject()
                        .put("rule", breach.rule())
                        .put("at", breach.at().toString())
                        .put("detail", breach.detail()));
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }
}
