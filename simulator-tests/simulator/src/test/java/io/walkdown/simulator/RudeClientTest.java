package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.SimulatedPlant.Ports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Breaches each rule on purpose: the witness must name exactly that rule, at that device.
class RudeClientTest {

    private static final String PLANT =
            """
            version: 1
            name: rude
            exclude: [127.21.0.9]
            limits: {concurrentVisits: 2, framesPerSecond: 100000}
            groups:
              chassis: {concurrentVisits: 1}
              line: {concurrentVisits: 1, busTimePercent: 10}
            devices:
              - {name: cpu, address: 127.21.0.1, s7: {slot: 2}}
              - {name: drive, address: 127.21.0.2, modbus: {units: {255: {objects: {0: x}}}}}
              - {name: rack, address: 127.21.0.3, enip: {identity: {serial: "00000001"}}}
              - name: small
                address: 127.21.0.4
                slots: 2
                reservedSlots: 1
                evicts: oldest
                modbus: {units: {255: {objects: {0: x}}}}
              - name: left
                address: 127.21.0.5
                modbus: {units: {255: {objects: {0: x}}}}
                site: {groups: [chassis]}
              - name: right
                address: 127.21.0.6
                modbus: {units: {255: {objects: {0: x}}}}
                site: {groups: [chassis]}
              - {name: slow, address: 127.21.0.7, minGapMs: 200, s7: {slot: 2}}
              - name: counted
                address: 127.21.0.8
                budget: {frames: 1, connections: 1}
                modbus: {units: {255: {objects: {0: x}, serverId: y}}}
              - {name: excluded, address: 127.21.0.9, enip: {identity: {serial: "00000002"}}}
              - name: safety
                address: 127.21.0.10
                s7: {slot: 2}
                site: {safety: true}
              - name: meters
                address: 127.21.0.11
                answerDelayMs: 50
                modbus: {units: {1: {objects: {0: x}}, 2: {objects: {0: x}}}}
                site: {groups: [line]}
            """;

    private SimulatedPlant plant = start(PLANT);

    private static SimulatedPlant start(String yaml) {
        return SimulatedPlant.start(PlantFile.parse(yaml), Ports.EPHEMERAL);
    }

    private final TestReporter reporter;

    RudeClientTest(TestReporter reporter) {
        this.reporter = reporter;
    }

    @BeforeEach
    void nothingIsBlamedBefore() {
        assertThat(plant.breaches()).isEmpty();
    }

    @AfterEach
    void endPlant() {
        plant.close();
    }

    private void assertOnly(String rule, String device) {
        Caller.await(() -> !plant.breaches().isEmpty());
        assertThat(plant.breaches())
                .isNotEmpty()
                .allSatisfy(breach -> {
                    assertThat(breach.rule()).as(breach.detail()).isEqualTo(rule);
                    assertThat(breach.device()).isEqualTo(device);
                });
        boolean named = plant.breaches().stream().anyMatch(breach -> breach.rule().equals(rule));
        reporter.publishEntry(
                Map.of("invariant", rule, "injected", "1", "caught", named ? "1" : "0"));
    }

    private Caller connected(String cpu) {
        Caller caller = Caller.to(plant, cpu);
        caller.ask(Requests.connect(2));
        return caller;
    }

    private static void disconnect(Caller caller) {
        caller.ask(Requests.DISCONNECT);
        caller.end();
    }

    private void visit(String drive) {
        Caller caller = Caller.to(plant, drive);
        caller.ask(Requests.BASIC_IDENTIFICATION);
        caller.end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000100000006ff050001ff00", // write single coil
                "000100000006ff0300000001", // read registers that are no identification
                "000100000005ff2b0e0500", // a read code that does not exist
                "000100000002ff08" // diagnostics
            })
    void s1NamesModbusRequestsThatDoNotIdentify(String request) {
        Caller caller = Caller.to(plant, "drive");
        caller.ask(request);
        caller.end();

        assertOnly("S1", "drive");
    }

    @Test
    void s1NamesUnitThatIsNotListed() {
        Caller caller = Caller.to(plant, "drive");
        caller.ask(Requests.basicIdentification(1));
        caller.end();

        assertOnly("S1", "drive");
    }

    @Test
    void s1NamesBytesThatAreNoFrame() {
        Caller caller = Caller.to(plant, "drive");
        caller.send("474554202f20485454502f312e31");

        assertThat(caller.isClosedByDevice()).isTrue();
        caller.end();
        assertOnly("S1", "drive");
    }

    @Test
    void s1NamesReadOfVariablesAndForeignSzl() {
        Caller caller = connected("cpu");
        caller.ask(Requests.SETUP);
        caller.ask("0300001f02f080320100000002000e00000401120a10020001000184000000");
        caller.ask("0300002102f080320700000001000800080001120411440100ff09000402320004");
        disconnect(caller);

        assertOnly("S1", "cpu");
        assertThat(plant.breaches()).hasSize(2);
    }

    @Test
    void s1NamesForwardOpen() {
        Caller caller = Caller.to(plant, "rack");
        String session = caller.ask(Requests.REGISTER).from(4).first(4).toString();
        caller.ask(Requests.unconnected(session, "540220062401 0a05"));
        caller.send(Requests.unregister(session)).end();

        assertOnly("S1", "rack");
    }

    @Test
    void s1NamesMoreThanListIdentityByUdp() {
        Caller.askByUdp(plant, "rack", Requests.REGISTER);

        assertOnly("S1", "rack");
    }

    @Test
    void s2NamesSecondConnection() {
        Caller first = Caller.to(plant, "drive");
        Caller second = Caller.to(plant, "drive");
        second.ask(Requests.BASIC_IDENTIFICATION);
        second.end();
        first.end();

        assertOnly("S2", "drive");
    }

    @Test
    void s2NamesReservedSlotAndEviction() {
        Caller first = Caller.to(plant, "small");
        Caller second = Caller.to(plant, "small");
        Caller third = Caller.to(plant, "small");

        assertThat(first.isClosedByDevice()).isTrue();
        first.end();
        second.end();
        third.end();
        assertOnly("S2", "small");
        assertThat(plant.breaches())
                .extracting(Breach::detail)
                .containsExactly("0 of 2 slots left, 1 are reserved", "all 2 slots were taken");
    }

    @Test
    void s2NamesConnectionKindOfPanels() {
        Caller caller = Caller.to(plant, "cpu");
        caller.ask(Requests.connect(2, 2));
        disconnect(caller);

        assertOnly("S2", "cpu");
    }

    @Test
    void s2NamesSecondConnectionInGroup() {
        Caller first = Caller.to(plant, "left");
        first.ask(Requests.BASIC_IDENTIFICATION);
        visit("right");
        first.end();

        assertOnly("S2", "right");
    }

    @Test
    void s3NamesReset() {
        Caller caller = Caller.to(plant, "drive");
        caller.ask(Requests.BASIC_IDENTIFICATION);
        caller.reset();

        assertOnly("S3", "drive");
    }

    @Test
    void s3NamesFinWithoutDisconnect() {
        connected("cpu").end();

        assertOnly("S3", "cpu");
    }

    @Test
    void s3NamesSessionThatWasNotUnregistered() {
        Caller caller = Caller.to(plant, "rack");
        caller.ask(Requests.REGISTER);
        caller.end();

        assertOnly("S3", "rack");
    }

    @Test
    void s3NamesLeak() {
        try (Caller caller = Caller.to(plant, "drive")) {
            caller.ask(Requests.BASIC_IDENTIFICATION);

            plant.scanEnded();

            assertOnly("S3", "drive");
        }
    }

    @Test
    void s3NamesConnectionLeftOpenAfterDisconnect() {
        try (Caller caller = connected("cpu")) {
            caller.ask(Requests.DISCONNECT);

            assertOnly("S3", "cpu");
        }
    }

    @Test
    void s4NamesFrameInsideTheGap() {
        Caller caller = connected("slow");
        caller.ask(Requests.SETUP);
        Caller.pause(210);
        disconnect(caller);

        assertOnly("S4", "slow");
        assertThat(plant.breaches()).hasSize(1);
    }

    @Test
    void s4NamesGapBetweenConnections() {
        disconnectAfterGap(connected("slow"));
        Caller again = connected("slow");
        disconnectAfterGap(again);

        assertOnly("S4", "slow");
        assertThat(plant.breaches()).hasSize(1);
    }

    private static void disconnectAfterGap(Caller caller) {
        Caller.pause(210);
        disconnect(caller);
    }

    @Test
    void s4NamesTwoRequestsInFlight() {
        Caller caller = Caller.to(plant, "drive");
        caller.send(Requests.BASIC_IDENTIFICATION + "000200000005ff2b0e0200");
        caller.answer();
        caller.answer();
        caller.end();

        assertOnly("S4", "drive");
        assertThat(plant.witness().device("drive").maxInFlight()).isEqualTo(2);
    }

    @Test
    void s4NamesNextSzlWhileAnswerHasMoreToFollow() {
        Caller caller = connected("cpu");
        caller.ask("0300001902f08032010000000000080000f0000001000100f0");
        caller.ask(Requests.SZL_001C);
        caller.ask(Requests.SZL_0011);
        disconnect(caller);

        assertOnly("S4", "cpu");
    }

    @Test
    void s5NamesRetry() {
        Caller caller = Caller.to(plant, "drive");
        caller.ask(Requests.BASIC_IDENTIFICATION);
        caller.ask("00ff00000005ff2b0e0100");
        caller.end();

        assertOnly("S5", "drive");
    }

    @Test
    void s5NamesFramesBeyondTheBudget() {
        Caller caller = Caller.to(plant, "counted");
        caller.ask(Requests.BASIC_IDENTIFICATION);
        caller.ask("000200000002ff11");
        caller.end();

        assertOnly("S5", "counted");
    }

    @Test
    void s5NamesSecondConnectionInOneScanAndNotInTheNext() {
        Caller.to(plant, "counted").end();
        plant.nextScan();
        Caller.to(plant, "counted").end();
        assertThat(plant.breaches()).isEmpty();

        Caller.to(plant, "counted").end();

        assertOnly("S5", "counted");
    }

    @Test
    void s6NamesTooManyConnectionsAtTheSite() {
        Caller first = Caller.to(plant, "drive");
        Caller second = Caller.to(plant, "left");
        first.ask(Requests.BASIC_IDENTIFICATION);
        second.ask(Requests.BASIC_IDENTIFICATION);
        visit("meters", 1);
        first.end();
        second.end();

        assertOnly("S6", "meters");
    }

    private void visit(String gateway, int... units) {
        Caller caller = Caller.to(plant, gateway);
        for (int unit : units) {
            caller.ask(Requests.basicIdentification(unit));
        }
        caller.end();
    }

    @Test
    void s6NamesGroupThatDoesNotRest() {
        visit("meters", 1, 2);

        assertOnly("S6", "meters");
    }

    @Test
    void s6NamesTooManyFramesASecond() {
        plant.close();
        plant = start(PLANT.replace("framesPerSecond: 100000", "framesPerSecond: 5"));
        for (String drive : List.of("drive", "left", "right", "small")) {
            visit(drive);
        }

        Caller.await(() -> plant.breaches().size() > 2);
        assertThat(plant.breaches()).extracting(Breach::rule).isNotEmpty().containsOnly("S6");
    }

    @Test
    void s9NamesVisitAfterTheStop() {
        plant.stopAnnounced();
        // the allowance grows with how busy this machine is
        Caller.await(() -> {
            visit("drive");
            return !plant.breaches().isEmpty();
        });

        assertOnly("S9", "drive");
    }

    @Test
    void s9NamesReadAndNotCloseAfterTheStop() {
        Caller caller = connected("cpu");
        caller.ask(Requests.SETUP);
        Caller other = connected("slow");
        plant.stopAnnounced();
        Caller.pause(400);
        disconnect(other);
        caller.ask(Requests.SZL_0011);
        disconnect(caller);

        assertOnly("S9", "cpu");
        assertThat(plant.breaches()).hasSize(1);
    }

    @Test
    void s11NamesAnyContactWithSafetyAndExcludedDevices() {
        Caller caller = connected("safety");
        disconnect(caller);
        assertOnly("S11", "safety");
        plant.close();

        plant = start(PLANT);
        Caller.askByUdp(plant, "excluded", Requests.LIST_IDENTITY);
        assertOnly("S11", "excluded");
    }
}
