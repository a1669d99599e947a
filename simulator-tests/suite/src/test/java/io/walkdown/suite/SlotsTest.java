package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// One connection, never the last slot (S2): devices that have exactly one to spare, or none, or
/// that nobody spoke for.
class SlotsTest {
    private static final String S7 =
            "s7: {slot: 2, lists: [\"0011\"], orderNumber: 6ES7 214-1AG40-0XB0, firmware: V4.2.3";
    private static final String M241 =
            "modbus: {units: {255: {objects: {0: Schneider Electric, 1: TM241CE24T, 2: 05.01.23}}}}";
    private static final String ACK =
            "acknowledge: {rule: S2, by: R. Okafor, reason: looked, until: \"{in 30 days}\"}";

    /// A COTP connection request to TSAP 03.02.
    private static final String CONNECT = "0300001611e00000000100c0010ac1020100c2020302";

    @TempDir Path folder = Path.of("");

    private static String device(String name, int host, String... lines) {
        return "  - name: %s%n    address: 127.20.11.%d%n    ".formatted(name, host)
                + String.join("\n    ", lines)
                + "\n";
    }

    private static String wago(int open) {
        return ("modbus: {units: {255: {objects: {0: WAGO Kontakttechnik GmbH, 1: 750-882,"
                        + " 2: \"01.06.18\"}, registers: [{address: 0x102A, words: [%d],"
                        + " identification: true}]}}}")
                .formatted(open);
    }

    private static String plant() {
        return """
        version: 1
        name: slots
        scope: [127.20.11.0/24]
        limits: {concurrentVisits: 1, framesPerSecond: 100}
        devices:
        """
                + device(
                        "tight",
                        11,
                        "slots: 8",
                        "reservedSlots: 6",
                        "hmi: true",
                        S7 + "}",
                        "site: {profile: sim-s7-1200, slot: 2, clients: 3}")
                + device(
                        "full",
                        12,
                        "slots: 8",
                        S7 + "}",
                        "site: {profile: sim-s7-1200, slot: 2, clients: 4, " + ACK + "}")
                + device(
                        "unspoken",
                        13,
                        "slots: 8",
                        S7 + "}",
                        "site: {profile: sim-s7-1200, slot: 2}")
                + device(
                        "evicting",
                        14,
                        "slots: 2",
                        "evicts: oldest",
                        "hmi: true",
                        M241,
                        "site: {profile: sim-schneider-m2xx, unit: 255, clients: 1}")
                + device(
                        "evicting-ack",
                        15,
                        "slots: 2",
                        "evicts: oldest",
                        "hmi: true",
                        M241,
                        "site: {profile: sim-schneider-m2xx, unit: 255, clients: 1, " + ACK + "}")
                + device(
                        "panel-kind",
                        16,
                        "slots: 8",
                        S7 + ", tsapGroups: [2]}",
                        "site: {profile: sim-s7-1200, slot: 2, clients: 0, s7: {group: op}}")
                + device(
                        "panel-kind-ack",
                        17,
                        "slots: 8",
                        S7 + ", tsapGroups: [2]}",
                        "site: {profile: sim-s7-1200, slot: 2, clients: 0, s7: {group: op}, "
                                + ACK
                                + "}")
                + device(
                        "coupler-full",
                        18,
                        "budget: {frames: 1, connections: 2}",
                        wago(14),
                        "site: {profile: sim-wago-750, unit: 255, clients: 1}")
                + device(
                        "coupler",
                        19,
                        wago(13),
                        "site: {profile: sim-wago-750, unit: 255, clients: 1}");
    }

    @Test
    void takesASpareConnectionAloneAndAsksAPersonWhereNobodyKnows(TestReporter reporter)
            throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, plant())) {
            Ended scan = site.run("scan", "--yes", "--json", "--no-progress");

            JsonNode seen = scan.json();
            assertThat(scan.exitCode()).as(scan.err()).isEqualTo(3);
            for (String visited : List.of("tight", "evicting-ack", "panel-kind-ack", "coupler")) {
                assertThat(outcome(seen, visited)).as(visited).isEqualTo("identified");
            }
            withheld(seen, "full", "none to spare");
            withheld(seen, "unspoken", "clients: N");
            withheld(seen, "evicting", "throws out its oldest client");
            withheld(seen, "panel-kind", "kept for panels");
            withheld(seen, "coupler-full", "14 of 15 connections are open");
            site.awaitRevisit();
            Ended again = site.run("scan", "--yes", "--json", "--no-progress");
            withheld(again.json(), "coupler-full", "14 of 15 connections are open");
            JsonNode witness = site.witness();
            assertThat(witness.get("breachCount").asInt(-1)).as(witness.toString()).isZero();
            for (String left : List.of("full", "unspoken", "evicting", "panel-kind")) {
                assertThat(find(witness.get("devices"), "name", left).get("frames").asInt(-1))
                        .as(left)
                        .isZero();
            }
            reporter.publishEntry(Witnessed.of(witness).entry("S2", 1, rude()));
        }
    }

    /// A client that takes a second connection to the same devices is named by the same witness.
    private int rude() throws IOException {
        Path here = Files.createDirectory(folder.resolve("rude"));
        try (SimulatedSite site = SimulatedSite.start(here, plant())) {
            int port = port(here, "tight");
            InetAddress there = InetAddress.getByAddress(new byte[] {127, 20, 11, 11});
            try (var first = new Socket(there, port);
                    var second = new Socket(there, port)) {
                second.setSoTimeout(10_000);
                second.getOutputStream().write(HexFormat.of().parseHex(CONNECT));
                assertThat(second.getInputStream().read())
                        .as("the device has taken both, or turned the second away")
                        .isNotEqualTo(0);
                assertThat(first.isClosed()).isFalse();
            }
            JsonNode breaches =
                    find(site.witness().get("devices"), "name", "tight").get("breaches");
            assertThat(breaches.toString()).contains("\"S2\"");
            return breaches.findValuesAsText("rule").contains("S2") ? 1 : 0;
        }
    }

    private static int port(Path folder, String device) throws IOException {
        String site = Files.readString(folder.resolve("site.yaml"));
        var port =
                Pattern.compile("name: " + device + ".*?port: (\\d+)", Pattern.DOTALL)
                        .matcher(site);
        assertThat(port.find()).as(site).isTrue();
        return Integer.parseInt(port.group(1));
    }

    @Test
    void takesAnExpiredAcknowledgementForNone() throws IOException {
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                version: 1
                site: plant
                scope: [127.20.0.0/16]
                windows: any
                devices:
                  - name: press
                    address: 127.20.11.15
                    protocol: modbus
                    profile: sim-schneider-m2xx
                    clients: 1
                    acknowledge: {rule: S2, by: R. Okafor, reason: looked, until: 2025-03-31}
                """);

        Ended scan = new Walkdown(folder).run("scan", "--yes");

        assertThat(scan.exitCode()).as(scan.err()).isEqualTo(4);
        assertThat(scan.err())
                .contains(
                        "site.yaml:11:",
                        "acknowledge-expired",
                        "acknowledgement of S2 has expired",
                        "throws out its oldest client",
                        "nothing was sent");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private static void withheld(JsonNode observations, String device, String why) {
        JsonNode visit = find(observations.get("visits"), "device", device);
        assertThat(visit.get("outcome").asText()).as(visit.toString()).isEqualTo("withheld");
        assertThat(visit.toString()).contains("S2", why).doesNotContain("S11");
    }

    private static String outcome(JsonNode observations, String device) {
        return find(observations.get("visits"), "device", device).get("outcome").asText();
    }

    static JsonNode find(JsonNode array, String field, String value) {
        for (JsonNode element : array) {
            if (element.get(field).asText().equals(value)) {
                return element;
            }
        }
        throw new AssertionError("no " + value + " in " + array);
    }
}
