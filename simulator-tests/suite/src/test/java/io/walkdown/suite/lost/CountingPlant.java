package io.walkdown.suite.lost;

import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.WitnessReport;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.suite.Panels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One simulated plant for many trials: each has two devices of its own, which nobody else visits,
/// so that a device's own count tells whether it was visited early. Some have an operator panel;
/// when the plant ends, none may have lost anything (S2).
final class CountingPlant implements AutoCloseable {
    private static final int ROW = 250;

    /// Of many pairs each tenth has a panel: they all poll, ten times a second, beside the trials.
    private static final int PANEL_EVERY = 10;

    private final SimulatedPlant plant;
    private final int pairs;
    private final boolean canary;

    private CountingPlant(SimulatedPlant plant, int pairs, boolean canary) {
        this.plant = plant;
        this.pairs = pairs;
        this.canary = canary;
    }

    /// Starts it.
    ///
    /// @param pairs how many trials there can be
    static CountingPlant start(int pairs) {
        return start(pairs, false);
    }

    /// The same, where the filler of each pair is the first of its kind: it is visited, and looked
    /// at again after a pause (S8).
    static CountingPlant startWithCanaries(int pairs) {
        return start(pairs, true);
    }

    private static CountingPlant start(int pairs, boolean canary) {
        String devices =
                IntStream.range(0, pairs)
                        .mapToObj(pair -> deviceLines(pair, hasPanel(pairs, pair)))
                        .collect(Collectors.joining());
        PlantFile file =
                PlantFile.parse(
                        """
                        version: 1
                        name: pairs
                        # two trials at once, each of two visits
                        limits: {concurrentVisits: 4, framesPerSecond: 2000}
                        devices:
                        """
                                + devices);
        return new CountingPlant(
                SimulatedPlant.start(file, SimulatedPlant.Ports.EPHEMERAL), pairs, canary);
    }

    private static boolean hasPanel(int pairs, int pair) {
        return pairs <= PANEL_EVERY || pair % PANEL_EVERY == 0;
    }

    private static String deviceLines(int pair, boolean panel) {
        return """
          - name: filler-%1$d
            address: %2$s
            answerDelayMs: 20
            hmi: %4$s
            s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
          - name: boiler-%1$d
            address: %3$s
            answerDelayMs: 20
            modbus:
              units:
                255: {objects: {0: Schneider Electric, 1: TM241CE24T, 2: 05.01.23}}
        """
                .formatted(pair, address(21, pair), address(22, pair), panel)
                .indent(2);
    }

    private static String address(int net, int pair) {
        return "127.%d.%d.%d".formatted(net, pair / ROW, 1 + pair % ROW);
    }

    /// Writes the site file of one pair, of which nobody is due again within an hour.
    ///
    /// @param pair from 0
    void writeSite(Path folder, int pair) throws IOException {
        if (pair >= pairs) {
            throw new IllegalArgumentException("the plant has " + pairs + " pairs, not " + pair);
        }
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                version: 1
                site: pairs
                windows: any
                scope: [127.21.0.0/16, 127.22.0.0/16]
                limits: {concurrentVisits: 2, framesPerSecond: 1000}
                overlays: [ours.yaml]
                devices:
                  - {name: filler, address: %s, port: %d, protocol: s7, profile: sim-s7-crowd, \
                rack: 0, slot: 2, clients: 1, canary: %s}
                  - {name: boiler, address: %s, port: %d, protocol: modbus, profile: sim-m580, \
                unit: 255, clients: 0}
                """
                        .formatted(
                                address(21, pair),
                                plant.port("filler-" + pair),
                                canary,
                                address(22, pair),
                                plant.port("boiler-" + pair)));
        Files.writeString(
                folder.resolve("ours.yaml"),
                """
                version: 1
                overlays:
                  - {profile: sim-s7-crowd, revisit: 1 h}
                  - {profile: sim-m580, revisit: 1 h}
                """);
    }

    /// What the devices of that pair recorded.
    List<DeviceReport> reports(int pair) {
        WitnessReport all = plant.witness();
        return Stream.of("filler-", "boiler-").map(name -> all.device(name + pair)).toList();
    }

    /// What devices of every trial recorded, breaches included.
    WitnessReport witness() {
        plant.scanEnded();
        return plant.witness();
    }

    /// Every frame that a device was sent, as SHA-256, by the device's address.
    Map<String, List<String>> frames(Path scratch) throws IOException {
        plant.capture(scratch);
        return SentFrames.in(scratch);
    }

    /// The addresses of that pair.
    static List<String> addresses(int pair) {
        return List.of(address(21, pair), address(22, pair));
    }

    @Override
    public void close() {
        try {
            Panels.lostNothing(plant.witness());
        } finally {
            plant.close();
        }
    }
}
