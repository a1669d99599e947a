package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.Understood.Fault;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnipDialogueTest {

    private static final String SESSION = "78563412";

    private final EnipSpec spec =
            Spec.required(
                    "enip",
                    PlantFile.parse(
                                    """
                                    version: 1
                                    name: x
                                    devices:
                                      - name: rack
                                        address: 127.0.0.1
                                        enip:
                                          identity: {vendor: 1, deviceType: 14, productCode: 54,
                                            major: 20, minor: 11, status: 0x3060,
                                            serial: "006C061A", name: 1756-L61/B}
                                          modules:
                                            1: {vendor: 5, serial: "FFFFFFFF", name: Modul ä}
                                    """)
                            .devices()
                            .getFirst()
                            .enip());
    private final EnipDialogue dialogue =
            new EnipDialogue(
                    () -> spec,
                    (Inet4Address) InetAddress.ofLiteral("127.0.0.1"),
                    44818,
                    0x12345678);

    private Bytes ask(String hex) throws InterruptedException {
        return dialogue.understand(Bytes.hex(hex)).answering().reply().bytes();
    }

    private Optional<String> fault(String hex) {
        return Optional.ofNullable(dialogue.understand(Bytes.hex(hex)).fault()).map(Fault::rule);
    }

    @Test
    void listIdentityIsAnsweredByteByByte() throws InterruptedException {
        assertThat(ask(Requests.LIST_IDENTITY))
                .isEqualTo(
                        Bytes.hex(
                                "6300 3200 00000000 00000000 0102030405060708 00000000"
                                        + "0100 0c00 2c00 0100 0002af12 7f000001 0000000000000000"
                                        + "0100 0e00 3600 14 0b 6030 1a066c00"
                                        + "0a 313735362d4c36312f42 03"));
    }

    @Test
    void registersOnceForVersionOne() throws InterruptedException {
        assertThat(ask(Requests.REGISTER.replace("01000000", "02000000")).i32le(8)).isEqualTo(0x69);
        assertThat(ask(Requests.REGISTER))
                .isEqualTo(
                        Bytes.hex(
                                "6500 0400 78563412 00000000 0102030405060708 00000000 01000000"));
        assertThat(fault(Requests.REGISTER)).contains("S1");
    }

    @Test
    void refusesDataWithoutSession() throws InterruptedException {
        Bytes refused = ask(Requests.slotIdentity("01000000", 1));

        assertThat(refused.length()).isEqualTo(24);
        assertThat(refused.i32le(8)).isEqualTo(0x64);
    }

    @Test
    void readsOwnIdentityWithoutRouting() throws InterruptedException {
        ask(Requests.REGISTER);

        assertThat(ask(Requests.unconnected(SESSION, "010220012401")).from(40))
                .isEqualTo(
                        Bytes.hex(
                                "81000000 0100 0e00 3600 140b 6030 1a066c00 0a 313735362d4c36312f42"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 7, 10, 15})
    void acceptsEveryTimeTick(int tick) throws InterruptedException {
        ask(Requests.REGISTER);
        for (int ticks : new int[] {0, 1, 0x9d, 0xff}) {
            String request = Requests.slotIdentity(SESSION, 1, tick, ticks);

            assertThat(fault(request)).isEmpty();
            assertThat(ask(request).from(40).first(4)).isEqualTo(Bytes.hex("81000000"));
        }
    }

    @Test
    void tellsModuleInItsSlotAndRefusesEmptyOne() throws InterruptedException {
        ask(Requests.REGISTER);

        assertThat(ask(Requests.slotIdentity(SESSION, 1)).from(40))
                .isEqualTo(
                        Bytes.hex("81000000 0500 0000 0000 0000 0000 ffffffff 07 4d6f64756c20e4"));
        assertThat(ask(Requests.slotIdentity(SESSION, 2)))
                .isEqualTo(
                        Bytes.hex(
                                "6f00 1700 78563412 00000000 0102030405060708 00000000"
                                        + "00000000 0000 0200 00000000 b200 0700 d2 00 01 01 1203 01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "540220062401 0a05", // Forward Open
                "0e0320012401 3007", // Get_Attribute_Single
                "100320012401 30070000", // Set_Attribute_Single
                "050220012401", // Reset
                "5202200624010702 0600 010220022401 01000101", // another object
                "5202200624010702 0600 010220012401 01000201", // another port
                "5202200624010702 0600 010220012401 02000101 0100" // a longer path
            })
    void everyOtherServiceIsBlamedAndNotSupported(String message) throws InterruptedException {
        ask(Requests.REGISTER);
        String request = Requests.unconnected(SESSION, message);

        assertThat(fault(request)).contains("S1");
        Bytes answer = ask(request).from(40);
        assertThat(answer.u8(0)).isEqualTo(Bytes.hex(message).u8(0) | 0x80);
        assertThat(answer.u8(2)).isEqualTo(8);
    }

    @Test
    void unregisterEndsWithoutAnswer() throws InterruptedException {
        assertThat(fault(Requests.unregister(SESSION))).contains("S1");
        ask(Requests.REGISTER);

        Understood request = dialogue.understand(Bytes.hex(Requests.unregister(SESSION)));

        assertThat(request.fault()).isNull();
        assertThat(request.step()).isEqualTo(Understood.Step.CLOSE);
        assertThat(request.answering().reply()).isEqualTo(Reply.HANG_UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04000000 00000000 00000000 0102030405060708 00000000", // ListServices
                "63000000 00000000 01000000 0102030405060708 00000000", // a status in a request
                "63000000 00000000 00000000 0102030405060708 01000000", // options
                "63000000 01000000 00000000 0102030405060708 00000000", // nobody's session
                "70000000 00000000 00000000 0102030405060708 00000000" // SendUnitData
            })
    void everyOtherCommandIsBlamed(String request) {
        assertThat(fault(request)).contains("S1");
    }

    @Test
    void tellsFramesByTheirLength() {
        byte[] frame = Bytes.hex(Requests.REGISTER).toArray();

        assertThat(dialogue.frameLength(frame, 23)).isEqualTo(Dialogue.MORE);
        assertThat(dialogue.frameLength(frame, 24)).isEqualTo(28);
        frame[3] = (byte) 0xff;
        assertThat(dialogue.frameLength(frame, 24)).isEqualTo(Dialogue.FOREIGN);
    }
}
