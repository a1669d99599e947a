package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.plan.ForbiddenOperation;
import io.walkdown.simulator.Breach;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.SimulatedPlant.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// A rude client sends every forbidden operation to simulated devices: their witness, which shares
/// no code with the scanner, has to name each but those that only the plan forbids.
class ForbiddenOperationsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final String PLANT =
            """
            version: 1
            name: tried
            limits: {concurrentVisits: 100, framesPerSecond: 100000}
            devices:
              - {name: s7, address: 127.22.9.1, hmi: true, s7: {slot: 2}}
              - {name: modbus, address: 127.22.9.2, modbus: {units: {255: {objects: {0: x}}}}}
              - {name: enip, address: 127.22.9.3, enip: {identity: {serial: "00000001"}}}
            """;

    /// What the witness holds for harmless, because the standard lets any client ask it and it
    /// reads nothing but a nameplate: other parameters of an opening, one object or record in place
    /// of all, a slot of which no device knows whether a site file lists it. The guard refuses
    /// these, too; a device alone cannot tell them from a polite scan.
    private static final Set<String> HARMLESS_FOR_A_DEVICE =
            Set.of(
                    "s7-connect-as-other",
                    "s7-connect-size-8192",
                    "s7-setup-long-pdu",
                    "s7-szl-component-record",
                    "modbus-device-id-individual",
                    "modbus-device-id-individual-private",
                    "modbus-device-id-basic-beyond",
                    "modbus-device-id-regular-beyond",
                    "enip-routed-slot-sweep-9",
                    "enip-routed-slot-sweep-254",
                    "enip-routed-no-time",
                    "enip-routed-priority");

    private static final String CONNECT = "0300001611e00000001400c1020100c2020302c0010a";
    private static final String SETUP = "0300001902f08032010000000100080000f0000001000101e0";
    private static final String REGISTER =
            "65000400000000000000000077616c6b646f776e0000000001000000";

    /// A connection's or session's first frame is sent bare; all others behind an opening.
    private static final int COTP_TYPE = 5;

    private static final int COTP_CONNECT = 0xE0;
    private static final int SESSION = 4;
    private static final int LONGEST_MILLIS = 5000;

    /// A device notes a frame before it answers or closes, and both are awaited before this.
    private static final int NOTICE_MILLIS = 300;

    @Test
    void theWitnessNamesEachOfThem(TestReporter reporter) throws Exception {
        List<String> missed = new ArrayList<>();
        List<ForbiddenOperation> all = ForbiddenOperation.all();
        try (SimulatedPlant plant = SimulatedPlant.start(PlantFile.parse(PLANT), Ports.EPHEMERAL)) {
            for (ForbiddenOperation operation : all) {
                int before = named(plant, operation).size();
                send(plant, operation);
                if (!awaitMore(plant, operation, before)) {
                    missed.add(operation.id());
                }
            }
            assertThat(missed)
                    .as("not named by the witness")
                    .containsExactlyInAnyOrderElementsOf(HARMLESS_FOR_A_DEVICE);
            Panels.lostNothing(plant.witness());
        }
        reporter.publishEntry(
                Map.of(
                        "invariant", "S1",
                        "injected", Integer.toString(all.size() - HARMLESS_FOR_A_DEVICE.size()),
                        "caught", Integer.toString(all.size() - missed.size())));
    }

    /// Connections of panels and engineering stations are another rule's business (S2).
    private static List<Breach> named(SimulatedPlant plant, ForbiddenOperation operation) {
        boolean kind = operation.effect().startsWith("takes a connection kept for");
        return plant.breaches().stream()
                .filter(breach -> breach.device().equals(operation.protocol().id()))
                .filter(breach ->
                        breach.rule().equals("S1") || (kind && breach.rule().equals("S2")))
                .toList();
    }

    private static boolean awaitMore(
            SimulatedPlant plant, ForbiddenOperation operation, int before) {
        long end = System.nanoTime() + NOTICE_MILLIS * 1_000_000L;
        while (named(plant, operation).size() <= before) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static void send(SimulatedPlant plant, ForbiddenOperation operation)
            throws IOException {
        String device = operation.protocol().id();
        var address =
                new InetSocketAddress(
                        InetAddress.ofLiteral(plant.address(device)), plant.port(device));
        byte[] frame = operation.frame().toArray();
        try (var socket = new Socket()) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.connect(address);
            open(socket, operation.protocol(), frame);
            socket.getOutputStream().write(frame);
            socket.shutdownOutput();
            drain(socket);
        }
    }

    private static void open(Socket socket, Protocol protocol, byte[] frame) throws IOException {
        switch (protocol) {
            case S7 -> {
                if ((frame[COTP_TYPE] & 0xFF) != COTP_CONNECT) {
                    byte[] _ = ask(socket, CONNECT);
                    byte[] _ = ask(socket, SETUP);
                }
            }
            case ENIP -> {
                boolean inSession = frame[0] != 0x65 && frame[SESSION] == (byte) 0xD8;
                if (inSession) {
                    byte[] registered = ask(socket, REGISTER);
                    System.arraycopy(registered, SESSION, frame, SESSION, 4);
                }
            }
            default -> {
                // Modbus opens nothing
            }
        }
    }

    private static byte[] ask(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HEX.parseHex(hex));
        byte[] answer = new byte[256];
        int length = socket.getInputStream().read(answer);
        assertThat(length).isPositive();
        return answer;
    }

    private static void drain(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what it answers is not of interest
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the device keeps the connection", e);
        }
    }
}
