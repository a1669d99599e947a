package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Refused;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnipDialogueTest {

    @Test
    void identifiesByOneDatagramAndNoConnection() {
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY);

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.sent()).containsExactly("udp list-identity " + Captured.LIST_IDENTITY);
        assertThat(visit.line.talked()).containsExactly("udp");
        assertThat(visit.dialogue.legs()).extracting(Leg::worstConnections).containsExactly(0);
        assertThat(visit.findings.modules()).isEmpty();
    }

    @Test
    void readsEveryFieldOfTheListedIdentity() {
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY);

        visit.run();

        assertThat(visit.field(NameplateField.MANUFACTURER).value()).contains("Wago Corporation");
        assertThat(visit.field(NameplateField.DEVICE_TYPE).value())
                .contains("Communications Adapter");
        assertThat(visit.field(NameplateField.MODEL).value()).contains("WAGO 750-352");
        assertThat(visit.field(NameplateField.SERIAL_NUMBER).value()).contains("075BCD15");
        assertThat(visit.field(NameplateField.FIRMWARE_REVISION).value()).contains("3.011");
        assertThat(visit.field(NameplateField.ORDER_NUMBER).state())
                .isEqualTo(FieldState.NOT_SUPPORTED);
        assertThat(visit.field(NameplateField.TAG).state()).isEqualTo(FieldState.NOT_ASKED);
        assertThat(visit.attribute("vendorId")).isEqualTo("40");
        assertThat(visit.attribute("deviceTypeId")).isEqualTo("12");
        assertThat(visit.attribute("productCode")).isEqualTo("750");
        assertThat(visit.attribute("status")).isEqualTo("0x0000");
        assertThat(visit.attribute("state")).isEqualTo("nonexistent");
        assertThat(visit.attribute("encapsulationVersion")).isEqualTo("1");
        assertThat(visit.attribute("configuredAddress")).isEqualTo("empty");
    }

    @Test
    void stepsOverOtherItemsAndKeepsLatinNames() {
        String items = "8600040001020304" + Captured.identity(1, 14, "Geh\u00e4use", "03");
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.listing(2, items));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.field(NameplateField.MODEL).value()).contains("Geh\u00e4use");
        assertThat(visit.field(NameplateField.SERIAL_NUMBER).value()).contains("DEADBEEF");
        assertThat(visit.attribute("state")).isEqualTo("operational");
        assertThat(visit.attribute("configuredAddress")).isEqualTo("10.0.0.5");
    }

    @Test
    void bearsAMissingStateAndUnknownNumbersAndAPaddedName() {
        String item = Captured.identity(60_000, 999, "X\0\0 ", "");
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.listing(1, item));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.field(NameplateField.MANUFACTURER).value()).contains("CIP vendor 60000");
        assertThat(visit.field(NameplateField.DEVICE_TYPE).value()).contains("CIP device type 999");
        assertThat(visit.field(NameplateField.MODEL).value()).contains("X");
        assertThat(visit.attribute("state")).isEqualTo("not-asked");
    }

    @Test
    void keepsAnUnnamedProductAsEmpty() {
        String item = Captured.identity(1, 14, "", "ff");
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.listing(1, item));

        visit.run();

        assertThat(visit.field(NameplateField.MODEL).state()).isEqualTo(FieldState.EMPTY);
        assertThat(visit.attribute("state")).isEqualTo("empty");
    }

    @Test
    void doesNotConnectToASilentDevice() {
        var silent = new Silent("no answer in 3 s");
        var visit = Visit.to(0, 1).ends(Captured.LIST_IDENTITY, silent);

        assertThat(visit.run()).isEqualTo(silent);

        assertThat(visit.line.talked()).containsExactly("udp");
        assertThat(visit.line.notTaken)
                .containsOnlyKeys("register-session", "slot-0", "slot-1", "unregister-session");
        assertThat(visit.field(NameplateField.MODEL).state()).isEqualTo(FieldState.NO_ANSWER);
    }

    @Test
    void doesNotConnectWhereThePortIsUnreachable() {
        var refused = new Refused("port unreachable");
        var visit = Visit.to(0).ends(Captured.LIST_IDENTITY, refused);

        assertThat(visit.run()).isEqualTo(refused);
        assertThat(visit.line.talked()).containsExactly("udp");
    }

    @Test
    void takesARefusedListIdentityForNotSupported() {
        var visit = Visit.to().answers(Captured.LIST_IDENTITY, Captured.refusal("6300", 0x01));

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.field(NameplateField.MODEL).state()).isEqualTo(FieldState.NOT_SUPPORTED);
        assertThat(visit.attribute("encapsulationStatus")).isEqualTo("0x01");
    }

    @Test
    void stopsAtADeviceWithoutMemory() {
        var visit = Visit.to(0).answers(Captured.LIST_IDENTITY, Captured.refusal("6300", 0x02));

        assertThat(visit.run()).isInstanceOf(Busy.class);
        assertThat(visit.line.talked()).containsExactly("udp");
    }

    @Test
    void doesNotBelieveAnAnswerToAnotherContext() {
        String forged = Captured.OPENER_IDENTITY.replace(Captured.CONTEXT, "0102030405060708");
        var visit = Visit.to(0).answers(Captured.LIST_IDENTITY, forged);

        assertThat(visit.run()).isInstanceOf(Malformed.class);
        assertThat(visit.findings.hasKnown()).isFalse();
        assertThat(visit.line.talked()).containsExactly("udp");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 14, 1756-L61S/B LOGIX5561S, 1756-L61S",
        "1, 14, GuardLogix, GuardLogix",
        "40, 35, 750-667, Safety Discrete I/O Device"
    })
    void withholdsWhatIsOnTheSafetyList(int vendor, int type, String name, String listed) {
        String item = Captured.identity(vendor, type, name, "03");
        var visit =
                new Visit(Visit.parameters(listed::equals, 0))
                        .answers(Captured.LIST_IDENTITY, Captured.listing(1, item));

        assertThat(visit.run()).isEqualTo(new Withheld("S11", listed + " is on the safety list"));
        assertThat(visit.line.talked()).containsExactly("udp");
        assertThat(visit.line.notTaken.get("slot-0")).contains("safety list");
    }

    @Test
    void plansNoConnectionWhereTheProfileAllowsNone() {
        var parameters =
                new EnipParameters(
                        44818,
                        44818,
                        List.of(0, 1),
                        false,
                        Timeout.ofMillis(3000),
                        any -> false,
                        KnownBadReads.NONE);

        assertThat(new EnipDialogue(parameters).legs())
                .extracting(Leg::transport)
                .containsExactly(Transport.UDP);
    }

    @Test
    void boundsEveryAnswer() {
        List<Leg> legs = Visit.to(4).dialogue.legs();

        assertThat(legs)
                .flatExtracting(Leg::steps)
                .extracting(Step::answerMax)
                .containsExactly(512, 28, 544, 0);
        assertThat(legs).extracting(Leg::worstConnections).containsExactly(0, 1);
        assertThat(legs)
                .flatExtracting(Leg::steps)
                .extracting(Step::request)
                .allSatisfy(id ->
                        assertThat(id.isEmpty() || ReadRequest.byId(id).isPresent()).isTrue());
    }
}
