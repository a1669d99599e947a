package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.Understood.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusDialogueTest {

    private static final String UNITS =
            """
                  1: {objects: {0: Maker, 1: Code, 2: v1, 3: url, 128: private}, conformity: 3}
                  2: {objects: {0: Maker, 1: Code, 2: v1, 4: Name}, conformity: 1, single: true}
                  3: {objects: {0: Maker, 1: Code, 2: v1, 4: Name, 5: Model}, conformity: 2, maxObjects: 2}
                  4: {serverId: Srv}
                  5: {objectsException: 4}
                  6: {absent: true}
                  7: {registers: [{address: 100, words: [1, 2, 65535], identification: true},
                                  {address: 0x102A, openConnections: true, identification: true}]}
            """;

    private final ModbusDialogue dialogue = dialogue("");

    private static ModbusDialogue dialogue(String more) {
        PlantFile plant =
                PlantFile.parse(
                        """
                        version: 1
                        name: x
                        devices:
                          - name: plc
                            address: 127.0.0.1
                            modbus:
                              %s
                              units:
                        """
                                        .formatted(more)
                                + UNITS.indent(10));
        ModbusSpec spec = Spec.required("modbus", plant.devices().getFirst().modbus());
        return new ModbusDialogue(() -> spec, new ReentrantLock(), () -> 3);
    }

    private Bytes ask(String pdu) throws InterruptedException {
        return ask(dialogue, pdu);
    }

    /// Sends unit and PDU, and gives the same of the answer.
    private static Bytes ask(ModbusDialogue dialogue, String pdu) throws InterruptedException {
        Bytes answer = dialogue.understand(frame(pdu)).answering().reply().bytes();
        if (answer.length() > 0) {
            assertThat(answer.first(4)).isEqualTo(Bytes.hex("beef0000"));
            assertThat(answer.u16(4)).isEqualTo(answer.length() - 6);
        }
        return answer.length() == 0 ? answer : answer.from(6);
    }

    private static Bytes frame(String pdu) {
        return Bytes.hex("beef0000%04x".formatted(Bytes.hex(pdu).length()) + pdu);
    }

    private Optional<String> fault(String pdu) {
        return Optional.ofNullable(dialogue.understand(frame(pdu)).fault()).map(Fault::rule);
    }

    @Test
    void streamsObjectsOfTheCategory() throws InterruptedException {
        assertThat(ask("012b0e0100"))
                .isEqualTo(Bytes.hex("012b0e0103000003 00054d616b6572 0104436f6465 02027631"));
        assertThat(ask("012b0e0200").from(5))
                .isEqualTo(
                        Bytes.hex("000004 00054d616b6572 0104436f6465 02027631 030375726c")
                                .from(0));
        assertThat(Caller.text(ask("012b0e0300"))).contains("url", "private");
    }

    @Test
    void answersCategoryAboveItsConformityAtItsOwnLevel() throws InterruptedException {
        assertThat(ask("022b0e0300"))
                .isEqualTo(Bytes.hex("022b0e0381000003 00054d616b6572 0104436f6465 02027631"));
    }

    @Test
    void cutsAnswersAndGoesOnWhereTold() throws InterruptedException {
        List<Integer> ids = new ArrayList<>();
        Bytes answer = ask("032b0e0200");
        ids.add(answer.u8(7));
        while (answer.u8(5) == 0xff) {
            answer = ask("032b0e02%02x".formatted(answer.u8(6)));
            ids.add(answer.u8(7));
        }

        assertThat(ids).containsExactly(2, 2, 1);
        assertThat(Caller.text(answer)).contains("Model");
    }

    @Test
    void restartsAtTheFirstObjectWhereAskedForUnknownOne() throws InterruptedException {
        assertThat(ask("012b0e0177")).isEqualTo(ask("012b0e0100"));
    }

    @ParameterizedTest
    @CsvSource({
        "022b0e0404, 022b0e0481000001 04044e616d65", // one object by itself
        "012b0e0400, 01ab02", // not readable one by one
        "022b0e0409, 02ab02", // no such object
        "042b0e0100, 04ab01", // no objects: function not supported
        "052b0e0100, 05ab04",
        "0411, 0411 04 537276 ff", // count, id, then: it runs
        "0111, 019101",
        "0703 0064 0003, 0703 06 0001 0002 ffff",
        "0703 0064 0004, 078302",
        "0703 0064 0000, 078303",
        "0703 102a 0001, 0703 02 0003",
        "0106 0000 0001, 018601"
    })
    void answersAsTheStandardSays(String request, String answer) throws InterruptedException {
        assertThat(ask(request.replace(" ", ""))).isEqualTo(Bytes.hex(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "012b0e0100",
                "012b0e0200",
                "012b0e0303",
                "022b0e0404",
                "0411",
                "070300640003",
                "0703102a0001"
            })
    void harmlessRequestsAreNotBlamed(String request) {
        assertThat(fault(request)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010500ff00",
                "010600000001",
                "01100000000102ffff",
                "015a0002",
                "012b0d0100",
                "012b0e0600",
                "012b0e01",
                "012b0e010000",
                "07030000000a",
                "070300630001",
                "630300640001",
                "041100",
                "0108",
                "01010000000a",
                "0116000000000000",
                "01170000000100000001020000"
            })
    void whatDoesNotIdentifyIsBlamed(String request) {
        assertThat(fault(request)).contains("S1");
    }

    @Test
    void wrongUnitGetsWhatTheDeviceGivesItsLikes() throws InterruptedException {
        assertThat(ask("632b0e0100")).isEqualTo(Bytes.hex("63ab0b"));
        assertThat(ask("062b0e0100")).isEqualTo(Bytes.hex("06ab0b"));
        assertThat(ask(dialogue("wrongUnit: silent"), "632b0e0100")).isEqualTo(Bytes.NONE);
        assertThat(ask(dialogue("wrongUnit: answer"), "632b0e0100").u8(0)).isEqualTo(0x63);
    }

    @Test
    void gatewayTakesTheLinesTimeAndItsOwnTimeout() throws InterruptedException {
        ModbusDialogue gateway = dialogue("gateway: {busDelayMs: 30, timeoutMs: 120}");
        long start = System.nanoTime();
        ask(gateway, "012b0e0100");
        long answered = System.nanoTime();

        assertThat(ask(gateway, "062b0e0100")).isEqualTo(Bytes.hex("06ab0b"));
        assertThat(answered - start).isGreaterThanOrEqualTo(30_000_000);
        assertThat(System.nanoTime() - answered).isGreaterThanOrEqualTo(120_000_000);
    }

    @Test
    void tellsFramesByTheirLength() {
        byte[] frame = Bytes.hex("0001000000050100").toArray();

        assertThat(dialogue.frameLength(frame, 5)).isEqualTo(Dialogue.MORE);
        assertThat(dialogue.frameLength(frame, 6)).isEqualTo(11);
        for (String foreign : List.of("000100010005", "000100000001", "0001000000ff")) {
            assertThat(dialogue.frameLength(Bytes.hex(foreign).toArray(), 6))
                    .isEqualTo(Dialogue.FOREIGN);
        }
    }
}
