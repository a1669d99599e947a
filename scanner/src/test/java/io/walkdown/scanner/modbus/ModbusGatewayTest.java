package io.walkdown.scanner.modbus;

import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.modbus.Visit.BASIC;
import static io.walkdown.scanner.modbus.Visit.SERVER_ID;
import static io.walkdown.scanner.modbus.Visit.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.modbus.Visit.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModbusGatewayTest {
    private static final List<Integer> UNITS = List.of(1, 2, 7);
    private static final String FIRST = "000100000005012b0e0100";
    private static final String SECOND = "000200000005022b0e0100";
    private static final String THIRD = "000300000005072b0e0100";

    @Test
    void makesAModuleOfEachUnit() {
        Visit visit =
                Visit.toGateway(UNITS, 1, BASIC)
                        .answers(FIRST, meter(1, 1))
                        .answers(SECOND, meter(2, 2))
                        .answers(THIRD, meter(3, 7));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.asked)
                .containsExactly("device-id-basic-u1", "device-id-basic-u2", "device-id-basic-u7");
        assertThat(visit.unit(7).value(MANUFACTURER)).contains("Meter 7");
        assertThat(visit.findings.nameplate()).isEqualTo(Nameplate.BLANK);
    }

    @Test
    void neverMakesAnAssetOfAnAbsentPath() {
        Visit visit =
                Visit.toGateway(UNITS, 2, BASIC, SERVER_ID)
                        .answers(FIRST, "00010000000301ab0a")
                        .answers(SECOND, meter(2, 2))
                        .answers(THIRD, meter(3, 7));

        assertThat(visit.run())
                .isEqualTo(new Partial("unit 1: exception 0x0A, no answer behind the gateway"));

        assertThat(visit.unit(1).field(MANUFACTURER).state()).isEqualTo(FieldState.NO_ANSWER);
        assertThat(visit.unit(1).attributes()).isEmpty();
        assertThat(visit.unit(2).value(MANUFACTURER)).contains("Meter 2");
        assertThat(visit.line.notTaken)
                .containsOnlyKeys("report-server-id-u2", "report-server-id-u7");
    }

    @Test
    void endsTheVisitWhereAUnitTimesOutBehindTheGateway() {
        Visit visit =
                Visit.toGateway(UNITS, 1, BASIC)
                        .answers(FIRST, meter(1, 1))
                        .answers(SECOND, "00020000000302ab0b");

        assertThat(visit.run())
                .isEqualTo(new Partial("unit 2: exception 0x0B, no answer behind the gateway"));
        assertThat(visit.unit(2).field(MANUFACTURER).state()).isEqualTo(FieldState.NO_ANSWER);
        assertThat(visit.findings.modules()).hasSize(2);
    }

    @Test
    void endsTheVisitWhereTheGatewayTimesOut() {
        Visit silent = Visit.toGateway(UNITS, 1, BASIC).ends(FIRST, new Silent("no answer"));
        Visit later =
                Visit.toGateway(UNITS, 1, BASIC)
                        .answers(FIRST, "00010000000301ab0a")
                        .ends(SECOND, new Silent("no answer"));

        assertThat(silent.run()).isEqualTo(new Silent("no answer"));
        assertThat(silent.findings.hasKnown()).isFalse();
        assertThat(later.run()).isEqualTo(new Partial("timeout after an answer: no answer"));
    }

    @Test
    void goesOnAfterAUnitThatRefuses() {
        Visit visit =
                Visit.toGateway(UNITS, 1, BASIC)
                        .answers(FIRST, "00010000000301ab04")
                        .answers(SECOND, "00020000000302ab01")
                        .answers(THIRD, meter(3, 7));

        assertThat(visit.run().evidence())
                .isEqualTo("unit 1, device-id-basic: unit refused, exception 0x04");
        assertThat(visit.unit(1).field(MANUFACTURER).state()).isEqualTo(FieldState.NO_ANSWER);
        assertThat(visit.unit(2).field(MANUFACTURER).state()).isEqualTo(FieldState.NOT_SUPPORTED);
    }

    @Test
    void endsTheVisitAtABusyUnit() {
        Visit visit = Visit.toGateway(UNITS, 1, BASIC).answers(FIRST, "00010000000301ab06");

        assertThat(visit.run()).isInstanceOf(Busy.class);
    }

    @Test
    void keepsANativeDevicesNameOutOfItsStepIds() {
        assertThat(
                        Visit.toGateway(List.of(3), 1, BASIC)
                                .dialogue
                                .legs()
                                .getFirst()
                                .step("device-id-basic"))
                .isNotNull();
    }

    private static String meter(int transaction, int unit) {
        return objects(
                new Head(transaction, unit, 1, 0x01, 0, 0),
                0,
                "Meter " + unit,
                1,
                "M" + unit,
                2,
                "1.0");
    }
}
