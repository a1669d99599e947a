package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnipOperationsTest {
    private final EnipOperations operations = new EnipOperations(Set.of(0, 255));

    @Test
    void letsOnlyTheFourPlannedFramesPass() {
        assertThat(operations.objection(bytes(Captured.LIST_IDENTITY))).isEmpty();
        assertThat(operations.objection(bytes(Captured.REGISTER))).isEmpty();
        assertThat(operations.objection(bytes(Captured.slot(0)))).isEmpty();
        assertThat(operations.objection(bytes(Captured.slot(255)))).isEmpty();
        assertThat(operations.objection(bytes(Captured.UNREGISTER))).isEmpty();
    }

    /// The message that each line of the table below changes in one respect.
    @Test
    void letsTheReadPassFromWhichTheForbiddenMessagesDiffer() {
        String message = "52022006240103fa060001022001240101000100";

        assertThat(operations.objection(bytes(Captured.cip(message)))).isEmpty();
    }

    /// Each is a whole, well-formed packet but for what its name says.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NOP, 0000, ''",
        "ListServices, 0400, ''",
        "ListInterfaces, 6400, ''",
        "SendUnitData, 7000, 00000000000002000000000000b2000600010220012401",
        "IndicateStatus, 7200, ''",
        "Cancel, 7300, ''",
        "unknown, ffff, ''",
        "ListIdentity with data, 6300, 00",
        "UnRegister with data, 6600, 00000000",
        "Register version 2, 6500, 02000000",
        "Register with options, 6500, 01000100",
        "Register short, 6500, 0100",
        "Register long, 6500, 0100000000",
        "SendRRData empty, 6f00, ''"
    })
    void objectsToEveryOtherCommand(String name, String command, String body) {
        String frame =
                command
                        + Captured.le16(body.length() / 2)
                        + "0000000000000000"
                        + Captured.CONTEXT
                        + "00000000"
                        + body;

        assertThat(operations.objection(bytes(frame))).as(name).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "direct read of the device itself, 010220012401",
        "direct Forward Open, 5402200624010a05000000000100000001003713",
        "direct Large Forward Open, 5b02200624010a050000000001000000",
        "Forward Close, 4e02200624010a05",
        "routed Set_Attributes_All, 52022006240103fa060002022001240101000100",
        "routed Set_Attribute_Single, 52022006240103fa060010022001240101000100",
        "routed Reset, 52022006240103fa060005022001240101000100",
        "routed Stop, 52022006240103fa060007022001240101000100",
        "routed Multiple Service Packet, 52022006240103fa06000a022001240101000100",
        "routed Get_Attribute_Single, 52022006240103fa06000e022001240101000100",
        "routed PCCC, 52022006240103fa06004b022001240101000100",
        "routed Read Tag, 52022006240103fa06004c022001240101000100",
        "routed Write Tag, 52022006240103fa06004d022001240101000100",
        "routed Forward Open, 52022006240103fa060054022001240101000100",
        "another class, 52022006240103fa060001022002240101000100",
        "another instance, 52022006240103fa060001022001240201000100",
        "to the Message Router, 52022002240103fa060001022001240101000100",
        "port 2, 52022006240103fa060001022001240101000200",
        "extended port, 52022006240103fa060001022001240101001100",
        "two hops, 52022006240103fa0600010220012401020001000200",
        "a tail, 52022006240103fa06000102200124010100010000",
        "cut short, 52022006240103fa0600010220012401010001",
        "embedded length 8, 52022006240103fa080001022001240101000100",
        "no ticks, 52022006240103000600010220012401010001 00",
        "priority bit, 52022006240113fa060001022001240101000100"
    })
    void objectsToEveryOtherMessage(String name, String message) {
        String frame = Captured.cip(message.replace(" ", ""));

        assertThat(operations.objection(bytes(frame))).as(name).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "interface, 24, 1",
        "timeout, 28, 10",
        "one item, 30, 1",
        "three items, 30, 3",
        "connected address, 32, 161",
        "address length, 34, 4",
        "connected data, 36, 177",
        "data length, 38, 19",
        "status, 8, 1",
        "options, 20, 1",
        "length one less, 2, 35",
        "length one more, 2, 37",
        "length high byte, 3, 1"
    })
    void objectsToAnyOtherEnvelope(String name, int offset, int value) {
        byte[] frame = bytes(Captured.slot(0));
        frame[offset] = (byte) value;

        assertThat(operations.objection(frame)).as(name).isPresent();
    }

    @Test
    void objectsToEverySlotThatIsNotDeclared() {
        for (int slot = 1; slot < 255; slot++) {
            assertThat(operations.objection(bytes(Captured.slot(slot)))).isPresent();
        }
    }

    @Test
    void objectsToASessionBeforeThereIsOne() {
        for (String frame : List.of(Captured.LIST_IDENTITY, Captured.REGISTER)) {
            byte[] bytes = bytes(frame);
            bytes[4] = 1;

            assertThat(operations.objection(bytes).orElseThrow()).contains("no session yet");
        }
    }

    @Test
    void objectsToTwoFramesInOne() {
        assertThat(operations.objection(bytes(Captured.LIST_IDENTITY + Captured.slot(0))))
                .isPresent();
        assertThat(operations.objection(new byte[0])).isPresent();
        assertThat(operations.objection(new byte[23])).isPresent();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
