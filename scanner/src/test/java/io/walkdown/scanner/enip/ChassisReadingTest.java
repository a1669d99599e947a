package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.NotSpoken;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Refused;
import io.walkdown.scanner.asset.ProbeOutcome.Reset;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChassisReadingTest {

    @Test
    void readsAModuleThroughTheBackplane() {
        var visit = Visit.to(0).opened().answers(Captured.slot(0), Captured.CPPPO_IDENTITY);

        assertThat(visit.run()).isEqualTo(new Identified());

        var slot = visit.slot(0);
        assertThat(slot.value(NameplateField.MANUFACTURER))
                .contains("Rockwell Automation/Allen-Bradley");
        assertThat(slot.value(NameplateField.MODEL)).contains("1756-L61/B LOGIX5561");
        assertThat(slot.value(NameplateField.ORDER_NUMBER)).contains("1756-L61");
        assertThat(slot.value(NameplateField.SERIAL_NUMBER)).contains("006C061A");
        assertThat(slot.value(NameplateField.FIRMWARE_REVISION)).contains("20.011");
        assertThat(slot.value(NameplateField.DEVICE_TYPE))
                .contains("Programmable Logic Controller");
        assertThat(Visit.text(slot, "series")).isEqualTo("B");
        assertThat(Visit.text(slot, "productCode")).isEqualTo("54");
        assertThat(Visit.text(slot, "status")).isEqualTo("0x3160");
    }

    @Test
    void sendsRegisterOneReadASlotAndUnregister() {
        var visit =
                Visit.to(2, 0)
                        .opened()
                        .answers(Captured.slot(2), Captured.NOTHING_THERE)
                        .answers(Captured.slot(0), Captured.CPPPO_IDENTITY);

        visit.run();

        assertThat(visit.sent())
                .containsExactly(
                        "udp list-identity " + Captured.LIST_IDENTITY,
                        "tcp register-session " + Captured.REGISTER,
                        "tcp slot-2 " + Captured.slot(2),
                        "tcp slot-0 " + Captured.slot(0),
                        "tcp unregister-session " + Captured.UNREGISTER);
        assertThat(visit.line.notTaken).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(Captured.NOTHING_THERE, FieldState.EMPTY, "0x01 0x0312"),
                refusal(Captured.ROUTE_TIMED_OUT, FieldState.EMPTY, "0x01 0x0204"),
                refusal(Captured.cip("d2000500"), FieldState.EMPTY, "0x05"),
                refusal(Captured.OPENER_REFUSAL, FieldState.NOT_SUPPORTED, "0x08"),
                refusal(Captured.LINK_TO_SELF, FieldState.NOT_SUPPORTED, "0x01 0x0318"),
                refusal(Captured.MODULE_REFUSES, FieldState.NOT_SUPPORTED, "0x08"));
    }

    private static Arguments refusal(String answer, FieldState state, String evidence) {
        return Arguments.of(answer, state, evidence);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void takesACipErrorForAnEmptyOrMuteSlotAndGoesOn(
            String answer, FieldState state, String evidence) {
        var visit =
                Visit.to(3, 0)
                        .opened()
                        .answers(Captured.slot(3), answer)
                        .answers(Captured.slot(0), Captured.CPPPO_IDENTITY);

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.slot(3).field(NameplateField.MODEL).state()).isEqualTo(state);
        assertThat(visit.slot(3).field(NameplateField.SERIAL_NUMBER).state()).isEqualTo(state);
        assertThat(Visit.text(visit.slot(3), "cipStatus")).isEqualTo(evidence);
        assertThat(visit.slot(0).value(NameplateField.SERIAL_NUMBER)).isPresent();
    }

    static Stream<String> busy() {
        return Stream.of(Captured.NO_RESOURCE, Captured.NO_BUFFER);
    }

    @ParameterizedTest
    @MethodSource("busy")
    void endsTheVisitAtABusySlot(String answer) {
        var visit = Visit.to(1, 2).opened().answers(Captured.slot(1), answer);

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.slot(1).field(NameplateField.MODEL).state())
                .isEqualTo(FieldState.NO_ANSWER);
        assertThat(Visit.text(visit.slot(1), "cipStatus")).startsWith("0x0");
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-2");
        assertThat(visit.sent()).last().asString().startsWith("tcp unregister-session ");
    }

    @ParameterizedTest
    @CsvSource({"100, 0x64", "105, 0x69", "8, 0x08"})
    void endsTheVisitWhereTheSessionIsNoLongerAccepted(int status, String evidence) {
        var visit =
                Visit.to(1, 2).opened().answers(Captured.slot(1), Captured.refusal("6f00", status));

        assertThat(visit.run()).isEqualTo(new Partial("slot-1: encapsulation status " + evidence));
        assertThat(Visit.text(visit.slot(1), "encapsulationStatus")).isEqualTo(evidence);
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-2");
    }

    @Test
    void asksNoSlotWithoutASession() {
        var visit =
                Visit.to(1)
                        .answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY)
                        .answers(Captured.REGISTER, Captured.refusal("6500", 0x69));

        assertThat(visit.run())
                .isEqualTo(new Partial("register-session: encapsulation status 0x69"));
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-1", "unregister-session");
        assertThat(visit.sent()).hasSize(2);
    }

    @Test
    void takesSessionHandleZeroForBroken() {
        String zero = Captured.REGISTERED.replace(Captured.SESSION, "00000000");
        var visit =
                Visit.to(1)
                        .answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY)
                        .answers(Captured.REGISTER, zero);

        assertThat(visit.run()).isEqualTo(new Malformed("session handle 0"));
        assertThat(visit.sent()).hasSize(2);
    }

    @Test
    void doesNotBelieveAnAnswerOfAnotherSession() {
        String other = Captured.CPPPO_IDENTITY.replace(Captured.SESSION, "01020304");
        var visit = Visit.to(0, 1).opened().answers(Captured.slot(0), other);

        assertThat(visit.run()).isInstanceOf(Malformed.class);
        assertThat(visit.slot(0).field(NameplateField.MODEL).state())
                .isEqualTo(FieldState.NO_ANSWER);
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-1");
    }

    @Test
    void withholdsAtOnceWhenASlotHoldsASafetyController() {
        var visit =
                new Visit(Visit.parameters("1756-L61"::equals, 0, 1))
                        .opened()
                        .answers(Captured.slot(0), Captured.CPPPO_IDENTITY);

        assertThat(visit.run()).isInstanceOf(Withheld.class);
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-1");
        assertThat(visit.sent()).last().asString().startsWith("tcp unregister-session ");
    }

    static Stream<ProbeOutcome> quiet() {
        return Stream.of(
                new Silent("quiet"),
                new Closed("quiet"),
                new Refused("quiet"),
                new NotSpoken("quiet"));
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void keepsWhatItKnowsWhenASlotStaysQuiet(ProbeOutcome outcome) {
        var visit = Visit.to(0, 1).opened().ends(Captured.slot(0), outcome);

        assertThat(visit.run()).isEqualTo(new Partial("slot-0: quiet"));
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-1");
    }

    static Stream<ProbeOutcome> loud() {
        return Stream.of(
                new Reset("loud"),
                new Malformed("loud"),
                new Stopped("loud"),
                new Withheld("S5", "loud"));
    }

    @ParameterizedTest
    @MethodSource("loud")
    void handsOnWhatEndsAConversationLoudly(ProbeOutcome outcome) {
        var visit =
                Visit.to(0)
                        .answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY)
                        .ends(Captured.REGISTER, outcome);

        assertThat(visit.run()).isEqualTo(outcome);
        assertThat(visit.line.notTaken).containsOnlyKeys("slot-0", "unregister-session");
    }
}
