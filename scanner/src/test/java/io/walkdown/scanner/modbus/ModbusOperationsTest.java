package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusOperationsTest {
    private final ModbusOperations operations = new ModbusOperations(Set.of(1, 255));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000100000005ff2b0e0100",
                "000100000005ff2b0e0203",
                "000100000005012b0e03ff",
                "000100000005ff2b0e0102",
                "000100000005ff2b0e027f",
                "000100000002ff11",
                "000100000006ff03102a0001"
            })
    void passesIdentificationReads(String frame) {
        assertThat(objects(frame)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000100000006ff0100000001", // read coils
                "000100000006ff0200000001", // read discrete inputs
                "000100000006ff0300000001", // another holding register
                "000100000006ff03102a0002", // more than the one register
                "000100000006ff03102b0001",
                "000100000006ff03102a0000",
                "000100000006ff0400000001", // read input registers
                "000100000006ff050000ff00", // write single coil
                "000100000006ff0600000001", // write single register
                "000100000002ff07", // read exception status
                "000100000006ff0800010000", // diagnostics: restart communications
                "000100000002ff0b", // get comm event counter
                "000100000002ff0c", // get comm event log
                "000100000008ff0f000000010101", // write multiple coils
                "000100000009ff10000000010200ff", // write multiple registers
                "00010000000aff14070600010000000100", // read file record
                "00010000000cff1509060001000000010000", // write file record
                "000100000008ff160000ffff0000", // mask write register
                "00010000000dff17000000010000000102abcd", // read and write registers
                "000100000004ff180000", // read FIFO queue
                "000100000005ff2b0d0100", // CANopen general reference
                "000100000005ff2b0e0000", // read code 0
                "000100000005ff2b0e0103", // basic objects end at 2
                "000100000005ff2b0e0280", // regular objects end at 127
                "000100000005ff2b0e0400", // individual access
                "000100000005ff2b0e0480",
                "000100000005ff2b0e0500", // read code 5
                "000100000005ff2b0e8100",
                "000100000004ff5a0002", // UMAS
                "000100000003ffab01", // an answer
                "000100000002ff91"
            })
    void refusesAllElse(String frame) {
        assertThat(objects(frame)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000100000002ff", // no function code
                "000100000005ff2b0e0100" + "000200000006ff050000ff00", // a write behind a read
                "000100000005ff2b0e010000",
                "000100000006ff2b0e010000", // a tail that the length counts
                "000100000006ff2b0e0100", // lengths that do not match
                "000100000004ff2b0e0100",
                "000100000000ff2b0e0100",
                "000100000003ff1100",
                "000100000007ff03102a000100",
                "000100010005ff2b0e0100" // protocol id
            })
    void refusesTailsAndWrongHeaders(String frame) {
        assertThat(objects(frame)).isTrue();
    }

    @Test
    void refusesUnitsThatTheVisitDoesNotDeclare() {
        assertThat(objects("000100000005002b0e0100")).isTrue();
        assertThat(objects("000100000005022b0e0100")).isTrue();
    }

    @Test
    void passesUnitZeroOnlyWhereItIsDeclared() {
        byte[] frame = HexFormat.of().parseHex("000100000005002b0e0100");

        assertThat(new ModbusOperations(Set.of(0)).objection(frame)).isEmpty();
        assertThat(operations.objection(frame).orElseThrow()).contains("unit 0");
    }

    private boolean objects(String frame) {
        return operations.objection(HexFormat.of().parseHex(frame)).isPresent();
    }
}
