package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.SimulatedPlant.Ports;
import io.walkdown.simulator.WitnessReport.HmiReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HmiTest {

    private static final String PLANT =
            """
            version: 1
            name: panel
            limits: {framesPerSecond: 100000}
            devices:
              - name: full
                address: 127.22.0.1
                slots: 3
                reservedSlots: 1
                hmi: true
                s7: {slot: 2}
              - name: evicting
                address: 127.22.0.2
                slots: 2
                evicts: oldest
                hmi: true
                modbus: {units: {255: {objects: {0: x}, registers: [{address: 7, words: [1]}]}}}
              - name: session
                address: 127.22.0.3
                slots: 2
                evicts: idlest
                hmi: true
                enip: {identity: {serial: "00000001"}}
            """;

    private final SimulatedPlant plant =
            SimulatedPlant.start(PlantFile.parse(PLANT), Ports.EPHEMERAL);

    @AfterEach
    void endPlant() {
        plant.close();
    }

    private HmiReport hmi(String device) {
        return plant.witness().hmi().stream()
                .filter(report -> report.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private void visit(String modbus) {
        Caller caller = Caller.to(plant, modbus);
        caller.ask(Requests.BASIC_IDENTIFICATION);
        caller.end();
    }

    @Test
    void keepsItsConnectionsWhileOneVisitAtATimeComes() {
        for (int visit = 0; visit < 20; visit++) {
            visit("evicting");
            Caller caller = Caller.to(plant, "full");
            caller.ask(Requests.connect(2));
            caller.ask(Requests.DISCONNECT);
            caller.end();
            Caller.to(plant, "session").end();
        }

        assertThat(plant.witness().hmi()).hasSize(3).allMatch(hmi -> hmi.lost() == 0);
        assertThat(plant.breaches()).isEmpty();
    }

    @Test
    void pollsTenTimesSecond() {
        long before = hmi("full").polls();
        Caller.pause(1050);

        assertThat(hmi("full").polls() - before).isBetween(5L, 11L);
    }

    @Test
    void losesItsConnectionWhenVisitTakesTheLastSlot() {
        Caller first = Caller.to(plant, "evicting");
        Caller second = Caller.to(plant, "evicting");
        Caller.await(() -> hmi("evicting").lost() > 0);
        first.end();
        second.end();

        assertThat(hmi("evicting").lost()).isPositive();
        assertThat(hmi("full").lost()).isZero();
        assertThat(plant.breaches()).extracting(Breach::rule).containsOnly("S2");
    }

    @Test
    void isNotWitnessed() {
        Caller.await(() -> hmi("full").polls() > 2);

        assertThat(plant.witness().device("full").connections()).isZero();
        assertThat(plant.witness().device("full").frames()).isZero();
    }
}
