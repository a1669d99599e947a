package io.walkdown.scanner.modbus;

import static io.walkdown.scanner.modbus.Visit.BASIC;
import static io.walkdown.scanner.modbus.Visit.REGULAR;
import static io.walkdown.scanner.modbus.Visit.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.scanner.KnownBadYaml;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.modbus.Visit.Head;
import org.junit.jupiter.api.Test;

/// A read that is known bad for the device that has just named itself is not sent (S8).
class ModbusKnownBadTest {
    private static final String ASK_BASIC = "000100000005ff2b0e0100";
    private static final String ASK_REGULAR = "000200000005ff2b0e0200";
    private static final Object[] PLATE = {0, "Schneider Electric", 1, "BMX P34 2020", 2, "v2.7"};

    private static KnownBadReads bad(String request, String orderNumber) {
        return KnownBadYaml.of("m340", request, "{orderNumber: '" + orderNumber + "'}");
    }

    @Test
    void leavesOutTheReadAndSaysWhy() {
        Visit visit =
                Visit.knowing(bad("device-id-regular", "BMX P34 20.*"), 2, BASIC, REGULAR)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x82), PLATE));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.asked).containsExactly("device-id-basic");
        assertThat(visit.line.notTaken.get("device-id-regular"))
                .contains("S8", "BMX P34 20.*", "our own test bench");
        assertThat(visit.state(NameplateField.MODEL)).isEqualTo(FieldState.NOT_ASKED);
    }

    @Test
    void asksAnyOtherDevice() {
        Visit visit =
                Visit.knowing(bad("device-id-regular", "BMX P34 1000"), 2, BASIC, REGULAR)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x82), PLATE))
                        .answers(ASK_REGULAR, objects(Head.last(2, 2, 0x82), 4, "M340"));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.value(NameplateField.MODEL)).isEqualTo("M340");
    }

    @Test
    void doesNotGoOnWithAReadOfWhichTheFirstPartHasToldTheKind() {
        Visit visit =
                Visit.knowing(bad("device-id-basic", "BMX P34 20.*"), 3, BASIC)
                        .answers(
                                ASK_BASIC,
                                objects(
                                        Head.more(1, 1, 0x81, 2),
                                        0,
                                        "Schneider Electric",
                                        1,
                                        "BMX P34 2020"));

        assertThat(visit.run())
                .isInstanceOfSatisfying(
                        Partial.class, partial -> assertThat(partial.reason()).contains("S8"));

        assertThat(visit.line.asked).containsExactly("device-id-basic");
    }
}
