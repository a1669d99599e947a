package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.walkdown.simulator.SimulatedPlant.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedPlantTest {

    private static final String PLANT =
            """
            version: 1
            name: behaviours
            scope: [127.23.0.0/16]
            exclude: [127.23.0.99]
            limits: {concurrentVisits: 4, framesPerSecond: 1000}
            groups:
              line: {kind: serial-gateway, busTimePercent: 12.5}
            devices:
              - {name: mute, address: 127.23.0.1, silent: true, modbus: {units: {255: {}}}}
              - {name: noise, address: 127.23.0.2, rubbish: true, modbus: {units: {255: {}}}}
              - name: slow
                address: 127.23.0.3
                answerDelayMs: 150
                modbus: {units: {255: {objects: {0: x}}}}
                site: {profile: sim-slow, zone: "Cell 3: west", groups: [line]}
              - {name: gone, address: 127.23.0.4, absent: true, enip: {identity: {serial: "00000001"}}}
              - name: full
                address: 127.23.0.5
                slots: 1
                modbus: {units: {255: {objects: {0: x}}}}
              - name: idle
                address: 127.23.0.6
                slots: 2
                evicts: idlest
                modbus: {units: {255: {objects: {0: x}}}}
              - name: cpu
                address: 127.23.0.7
                s7: {slot: 2, firmware: V1.0.0}
                site:
                  acknowledge: {rule: S2, by: J. Maes, reason: 'a "free" one', until: "{in 30 days}"}
            changes:
              - {device: gone, set: {absent: false}}
              - {device: cpu, set: {s7: {firmware: V2.3.4}}}
              - {device: noise, set: {absent: true}}
            """;

    private final SimulatedPlant plant =
            SimulatedPlant.start(PlantFile.parse(PLANT), Ports.EPHEMERAL);

    @AfterEach
    void endPlant() {
        plant.close();
    }

    private boolean isListening(String device) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.ofLiteral(plant.address(device)), plant.port(device)),
                    1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void silentDeviceTakesRequestsAndNeverAnswers() throws IOException {
        Caller caller = Caller.to(plant, "mute");
        caller.send(Requests.BASIC_IDENTIFICATION);
        Caller.await(() -> plant.witness().device("mute").frames() == 1);
        caller.end();

        WitnessReport.DeviceReport mute = plant.witness().device("mute");
        assertThat(mute.frames()).isEqualTo(1);
        assertThat(mute.phases().getFirst().bytesOut()).isZero();
        assertThat(plant.breaches()).isEmpty();
    }

    @Test
    void rubbishIsNoFrameOfTheProtocol() {
        Caller caller = Caller.to(plant, "noise");
        caller.send(Requests.BASIC_IDENTIFICATION);

        // where the protocol id should be 0
        assertThat(caller.read(16).u16(2)).isNotZero();
        caller.end();
        assertThat(plant.breaches()).isEmpty();
    }

    @Test
    void slowDeviceTakesItsTime() {
        Caller caller = Caller.to(plant, "slow");
        long asked = System.nanoTime();
        caller.ask(Requests.BASIC_IDENTIFICATION);

        assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(150_000_000);
        caller.end();
    }

    @Test
    void connectionBeyondTheSlotsIsClosedAtOnce() {
        Caller first = Caller.to(plant, "full");
        Caller second = Caller.to(plant, "full");

        assertThat(second.isClosedByDevice()).isTrue();
        second.close();
        first.ask(Requests.BASIC_IDENTIFICATION);
        first.end();
    }

    @Test
    void idlestConnectionIsEvicted() {
        Caller first = Caller.to(plant, "idle");
        Caller second = Caller.to(plant, "idle");
        second.ask(Requests.BASIC_IDENTIFICATION);
        first.ask(Requests.BASIC_IDENTIFICATION);
        Caller third = Caller.to(plant, "idle");

        assertThat(second.isClosedByDevice()).isTrue();
        second.close();
        first.ask("000200000005ff2b0e0200");
        first.end();
        third.end();
    }

    @Test
    void changesHappenWithoutRestart() {
        assertThat(isListening("gone")).isFalse();
        assertThat(isListening("noise")).isTrue();
        int port = plant.port("gone");

        assertThat(plant.applyChanges()).containsExactly("gone", "cpu", "noise");

        assertThat(plant.port("gone")).isEqualTo(port);
        assertThat(isListening("gone")).isTrue();
        assertThat(isListening("noise")).isFalse();
        assertThat(Caller.askByUdp(plant, "gone", Requests.LIST_IDENTITY).u16le(0)).isEqualTo(0x63);
        Caller caller = Caller.to(plant, "cpu");
        caller.ask(Requests.connect(2));
        caller.ask(Requests.SETUP);
        assertThat(caller.ask(Requests.SZL_0011).toString()).contains("00c056020304");
        caller.ask(Requests.DISCONNECT);
        caller.end();
    }

    @Test
    void siteFileHoldsNoCharacterThatIsNotSeen() throws IOException {
        String name = "fil\u001b[2J\n\u202e\"\\ler\u0085";
        String yaml =
                """
                version: 1
                name: %1$s
                scope: [127.23.9.0/24]
                devices:
                  - {name: %1$s, address: 127.23.9.1, s7: {slot: 2}}
                """
                        .formatted("\"fil\\e[2J\\n\\u202e\\\"\\\\ler\\u0085\"");
        try (SimulatedPlant hostile =
                SimulatedPlant.start(PlantFile.parse(yaml), Ports.EPHEMERAL)) {
            String text = hostile.siteYaml();

            assertThat(text.codePoints())
                    .noneMatch(c -> c != '\n' && Character.isISOControl(c))
                    .doesNotContain(0x202e);
            JsonNode site = new YAMLMapper().readTree(text);
            assertThat(site.path("site").asText()).isEqualTo(name);
            assertThat(site.path("devices").path(0).path("name").asText()).isEqualTo(name);
        }
    }

    @Test
    void siteFileMatchesWhatListens() throws IOException {
        JsonNode site = new YAMLMapper().readTree(plant.siteYaml());

        assertThat(plant.siteYaml()).startsWith("# ");
        assertThat(site.path("version").asInt()).isEqualTo(1);
        assertThat(site.path("site").asText()).isEqualTo("behaviours");
        assertThat(site.path("scope").toString()).isEqualTo("[\"127.23.0.0/16\"]");
        assertThat(site.path("exclude").toString()).isEqualTo("[\"127.23.0.99\"]");
        assertThat(site.path("windows").asText()).isEqualTo("any");
        assertThat(site.path("limits").toString())
                .isEqualTo("{\"concurrentVisits\":4,\"framesPerSecond\":1000}");
        assertThat(site.path("groups").toString())
                .isEqualTo(
                        "{\"line\":{\"kind\":\"serial-gateway\",\"concurrentVisits\":1,"
                                + "\"busTimePercent\":12.5}}");
        JsonNode slow = site.path("devices").path(2);
        assertThat(slow.path("port").asInt()).isEqualTo(plant.port("slow"));
        assertThat(slow.path("address").asText()).isEqualTo("127.23.0.3");
        assertThat(slow.path("protocol").asText()).isEqualTo("modbus");
        assertThat(slow.path("profile").asText()).isEqualTo("sim-slow");
        assertThat(slow.path("zone").asText()).isEqualTo("Cell 3: west");
        JsonNode acknowledge = site.path("devices").path(6).path("acknowledge");
        assertThat(acknowledge.path("reason").asText()).isEqualTo("a \"free\" one");
        assertThat(acknowledge.path("until").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
    }

    @Test
    void reportIsJsonAsTheInterfaceHasIt() throws IOException {
        Caller first = Caller.to(plant, "full");
        first.reset();
        Caller.await(() -> !plant.breaches().isEmpty());

        JsonNode report = new JsonMapper().readTree(plant.witness().toJson());

        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("breachCount").asInt()).isEqualTo(1);
        assertThat(report.path("devices")).hasSize(7);
        JsonNode full = report.path("devices").path(4);
        assertThat(full.fieldNames())
                .toIterable()
                .contains(
                        "name",
                        "address",
                        "port",
                        "connections",
                        "maxOpen",
                        "openNow",
                        "frames",
                        "minGapMs",
                        "maxInFlight",
                        "breaches");
        assertThat(full.path("connections").asInt()).isEqualTo(1);
        assertThat(full.path("breaches").path(0).path("rule").asText()).isEqualTo("S3");
        assertThat(full.path("breaches").path(0).path("at").asText()).endsWith("Z");
        assertThat(full.path("breaches").path(0).path("detail").asText()).contains("reset");
        assertThat(report.path("hmi").isArray()).isTrue();
    }

    @Test
    void countsScanByScan() {
        Caller.to(plant, "slow").end();
        plant.nextScan();
        Caller.to(plant, "slow").end();
        Caller.to(plant, "slow").end();

        assertThat(plant.witness().device("slow").phases())
                .extracting(WitnessReport.PhaseReport::connections)
                .containsExactly(1, 2);
    }

    @Test
    void takesAScanForEndedOnceItIsQuietAndHoldsNoConnection() throws IOException {
        assertThat(plant.nextScanAfter(Duration.ZERO)).as("nothing was contacted").isFalse();
        Caller caller = Caller.to(plant, "slow");
        caller.ask(Requests.BASIC_IDENTIFICATION);
        assertThat(plant.nextScanAfter(Duration.ZERO)).as("a connection is open").isFalse();
        caller.end();
        assertThat(plant.nextScanAfter(Duration.ofHours(1))).as("not quiet yet").isFalse();
        assertThat(plant.nextScanAfter(Duration.ZERO)).isTrue();
        assertThat(plant.nextScanAfter(Duration.ZERO)).as("it ends once").isFalse();
        Caller.to(plant, "slow").end();

        assertThat(plant.witness().device("slow").phases())
                .extracting(WitnessReport.PhaseReport::connections)
                .containsExactly(1, 1);
    }

    @Test
    void captureHoldsEveryScanOrOne(@TempDir Path folder) throws IOException {
        for (int scan = 1; scan <= 2; scan++) {
            Caller caller = Caller.to(plant, "slow");
            caller.ask(Requests.BASIC_IDENTIFICATION);
            caller.end();
            plant.nextScan();
        }
        plant.capture(folder.resolve("all.pcapng"));
        plant.capture(folder.resolve("second.pcapng"), 2);
        plant.capture(folder.resolve("third.pcapng"), 3);

        long none = Files.size(folder.resolve("third.pcapng"));
        long one = Files.size(folder.resolve("second.pcapng")) - none;
        assertThat(one).isPositive();
        assertThat(Files.size(folder.resolve("all.pcapng"))).isEqualTo(none + 2 * one);
    }

    @Test
    void unknownDeviceIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plant.port("nobody"))
                .withMessageContaining("nobody");
    }

    @Test
    void placeThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.23.1.1"))) {
            PlantFile file =
                    PlantFile.parse(
                            """
                            version: 1
                            name: taken
                            devices:
                              - {name: a, address: 127.23.1.1, port: %d, s7: {slot: 2}}
                            """
                                    .formatted(taken.getLocalPort()));

            assertThatExceptionOfType(PlantException.class)
                    .isThrownBy(() -> SimulatedPlant.start(file))
                    .withMessageContaining("device a cannot listen")
                    .withMessageContaining("127.23.1.1:" + taken.getLocalPort());
        }
    }

    @Test
    void closedPlantLeavesNothingListening() {
        Caller.to(plant, "slow").end();

        plant.close();

        assertThat(isListening("slow")).isFalse();
        assertThat(plant.witness().device("slow").connections()).isEqualTo(1);
    }
}
