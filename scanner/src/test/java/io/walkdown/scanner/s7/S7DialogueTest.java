package io.walkdown.scanner.s7;

import static io.walkdown.scanner.asset.FieldState.EMPTY;
import static io.walkdown.scanner.asset.FieldState.NOT_ASKED;
import static io.walkdown.scanner.asset.FieldState.NOT_SUPPORTED;
import static io.walkdown.scanner.asset.FieldState.NO_ANSWER;
import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.HARDWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.LOCATION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.TAG;
import static io.walkdown.scanner.s7.Answers.S7_315;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a visit learns. How it ends is S7EndTest's.
class S7DialogueTest {
    private static final String MODULES = Answers.modules(S7_315);
    private static final String COMPONENTS = Answers.components();

    /// 214 bytes of the list fit a PDU of 240: six records, and two bytes of the seventh.
    private static final String FIRST_PIECE = COMPONENTS.substring(0, 2 * 214);

    private static final String SECOND_PIECE = COMPONENTS.substring(2 * 214);

    @Test
    void readsAnS7300WhoseComponentListComesInTwoPieces() {
        Visit visit =
                Visit.setUp(8)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", Answers.piece(3, 1, true, FIRST_PIECE))
                        .answers("szl-001c-more", Answers.piece(4, 1, false, SECOND_PIECE));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(SECOND_PIECE).hasSize(2 * 134);
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo(S7_315);
        assertThat(visit.value(HARDWARE_REVISION)).isEqualTo("5");
        assertThat(visit.value(FIRMWARE_REVISION)).isEqualTo("V3.2.6");
        assertThat(visit.value(TAG)).isEqualTo("=A1+B2");
        assertThat(visit.value(LOCATION)).isEqualTo("Hall 3");
        assertThat(visit.value(SERIAL_NUMBER)).isEqualTo("S C-X4U421302009");
        assertThat(visit.value(MODEL)).isEqualTo("CPU 315-2 PN/DP");
        assertThat(visit.value(MANUFACTURER)).isEqualTo("Siemens");
        assertThat(visit.attribute("systemName")).isEqualTo("Line 4");
        assertThat(visit.attribute("moduleName")).isEqualTo("PLC_1");
        assertThat(visit.attribute("copyright")).isEqualTo("Original Siemens Equipment");
        assertThat(visit.attribute("memoryCardSerial")).isEqualTo("MMC 267FF11F");
        assertThat(visit.attribute("manufacturerId")).isEqualTo("0x002A");
        assertThat(visit.attribute("bootLoader")).isEqualTo("A37.9.9");
        assertThat(visit.attribute("basicHardware")).isEmpty();
        assertThat(visit.line.sent)
                .containsExactly(
                        "cotp-connect",
                        "setup",
                        "szl-0011",
                        "szl-001c",
                        "szl-001c-more",
                        "cotp-disconnect");
        assertThat(visit.line.close).isEqualTo(FakeLine.Close.ORDERLY);
        assertThat(visit.line.notTaken)
                .containsOnlyKeys("szl-0011-more", "szl-001c-more")
                .containsValue("the answer came whole");
    }

    @Test
    void joinsAListWhereverItIsCut() {
        for (int cut = 1; cut < MODULES.length() / 2; cut++) {
            Visit visit =
                    Visit.toModulesOnly(2)
                            .agreed()
                            .answers(
                                    "szl-0011",
                                    Answers.piece(2, 9, true, MODULES.substring(0, 2 * cut)))
                            .answers(
                                    "szl-0011-more",
                                    Answers.piece(3, 9, false, MODULES.substring(2 * cut)));

            assertThat(visit.run()).as("cut at %d", cut).isEqualTo(new Identified());
            assertThat(visit.value(ORDER_NUMBER)).isEqualTo(S7_315);
            assertThat(visit.value(FIRMWARE_REVISION)).isEqualTo("V3.2.6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6ES7 214-1AG40-0XB0", "6ES7 511-1AK02-0AB0"})
    void doesNotAskForComponentsOfAnOrderNumberThatTheProfileDoesNotName(String orderNumber) {
        Visit visit =
                Visit.setUp(8).answers("szl-0011", Answers.whole(2, Answers.modules(orderNumber)));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.value(ORDER_NUMBER)).isEqualTo(orderNumber);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
        assertThat(visit.state(MODEL)).isEqualTo(NOT_ASKED);
        assertThat(visit.line.sent)
                .containsExactly("cotp-connect", "setup", "szl-0011", "cotp-disconnect");
        assertThat(visit.line.notTaken)
                .containsEntry(
                        "szl-001c", "the profile does not allow it for order number " + orderNumber)
                .containsEntry("szl-001c-more", "the list is not allowed for this device");
    }

    @Test
    void plansNoComponentListWhereTheProfileHasNone() {
        Visit visit =
                Visit.toModulesOnly(8).agreed().answers("szl-0011", Answers.whole(2, MODULES));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.notTaken).containsOnlyKeys("szl-0011-more");
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
    }

    @ParameterizedTest
    @CsvSource({"d402, 0a", "d401, 0a", "8104, 0a", "0000, 0a", "0000, 81", "0000, 05"})
    void saysNotSupportedOfAComponentListThatTheDeviceRefuses(String error, String code) {
        String refusal =
                Answers.refusal(3, Integer.parseInt(error, 16), Integer.parseInt(code, 16));

        requireComponentsNotSupported(refusal);
    }

    @Test
    void saysNotSupportedOfAnAnswerWithoutData() {
        requireComponentsNotSupported(Answers.withoutData(3, 0xD401));
        requireComponentsNotSupported(Answers.withoutData(3, 0));
    }

    /// The short parameter of the Conpot honeypot has no error word.
    @Test
    void readsARefusalWithTheShortParameter() {
        requireComponentsNotSupported(
                "0300001d02f080320700000003000800040001120412840100" + "0a000000");
    }

    private static void requireComponentsNotSupported(String answer) {
        Visit visit =
                Visit.setUp(8)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", answer);

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.value(ORDER_NUMBER)).isEqualTo(S7_315);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.state(TAG)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.line.notTaken.get("szl-001c-more")).contains("does not offer the list");
        assertThat(visit.line.close).isEqualTo(FakeLine.Close.ORDERLY);
    }

    @Test
    void tellsEmptyTextsFromRecordsThatAreNotThere() {
        String list =
                Answers.list(
                        0x001C,
                        34,
                        "0003" + Answers.zeros("", 32),
                        "0005" + Answers.text("", 32),
                        "0007" + Answers.zeros("CPU 312", 32));
        Visit visit =
                Visit.setUp(8)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", Answers.whole(3, list));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.state(TAG)).isEqualTo(EMPTY);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(EMPTY);
        assertThat(visit.state(LOCATION)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.value(MODEL)).isEqualTo("CPU 312");
    }

    @Test
    void asksNoComponentsOfADeviceThatRefusesModuleIdentification() {
        Visit visit = Visit.setUp(8).answers("szl-0011", Answers.refusal(2, 0xD402, 0x0A));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.state(FIRMWARE_REVISION)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
        assertThat(visit.line.notTaken.get("szl-001c")).endsWith("order number unknown");
    }

    @Test
    void keepsWhatCameOfAListThatIsLongerThanTheVisitMayRead() {
        Visit visit =
                Visit.setUp(2)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", Answers.piece(3, 1, true, FIRST_PIECE));

        assertThat(visit.run())
                .isEqualTo(new Partial("szl-001c is longer than the visit may read"));

        assertThat(visit.value(SERIAL_NUMBER)).isEqualTo("S C-X4U421302009");
        assertThat(visit.value(MODEL)).isEqualTo("CPU 315-2 PN/DP");
        assertThat(visit.state(LOCATION)).isEqualTo(NO_ANSWER);
        assertThat(visit.line.close).isEqualTo(FakeLine.Close.ORDERLY);
    }

    @Test
    void takesAsManyContinuationsAsThePlanHas() {
        Visit visit = Visit.setUp(64).answers("szl-0011", Answers.whole(2, MODULES));
        visit.answers("szl-001c", Answers.piece(3, 1, true, COMPONENTS.substring(0, 20)));
        for (int i = 0; i < 4; i++) {
            String bytes = COMPONENTS.substring(20 * i + 20, 20 * i + 40);
            visit.answers("szl-001c-more", Answers.piece(4 + i, 1, true, bytes));
        }

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.attribute("systemName")).isEqualTo("Line 4");
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NO_ANSWER);
        assertThat(visit.line.sent).hasSize(5 + 4);
    }

    /// An empty text is an answer; that the list breaks off later does not take it back.
    @Test
    void keepsAnEmptyTextOfAListThatBreaksOff() {
        String list = Answers.list(0x001C, 34, "0003" + Answers.zeros("", 32), "0005");
        Visit visit =
                Visit.setUp(8)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", Answers.piece(3, 1, true, list))
                        .ends("szl-001c-more", new Silent("no answer"));

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.state(TAG)).isEqualTo(EMPTY);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NO_ANSWER);
    }

    @Test
    void stopsAtAnOrderNumberOnTheSafetyList() {
        String modules = Answers.modules("6ES7 315-6FF04-0AB0");
        Visit visit = Visit.setUp(8).answers("szl-0011", Answers.piece(2, 1, true, modules));

        assertThat(visit.run())
                .isEqualTo(new Withheld("S11", "6ES7 315-6FF04-0AB0 is on the safety list"));

        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("6ES7 315-6FF04-0AB0");
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
        assertThat(visit.line.sent)
                .containsExactly("cotp-connect", "setup", "szl-0011", "cotp-disconnect");
    }

    @Test
    void readsNothingMoreOnceAModuleTypeOnTheSafetyListIsTold() {
        String list =
                COMPONENTS.replace(
                        Answers.zeros("CPU 315-2 PN/DP", 32),
                        Answers.zeros("CPU 315F-2 PN/DP", 32));
        Visit visit =
                Visit.setUp(8)
                        .answers("szl-0011", Answers.whole(2, MODULES))
                        .answers("szl-001c", Answers.piece(3, 1, true, list.substring(0, 2 * 214)));

        assertThat(visit.run())
                .isEqualTo(new Withheld("S11", "CPU 315F-2 PN/DP is on the safety list"));

        assertThat(visit.value(MODEL)).isEqualTo("CPU 315F-2 PN/DP");
        assertThat(visit.line.sent).doesNotContain("szl-001c-more").endsWith("cotp-disconnect");
    }

    @Test
    void takesRecordsOfNoLengthForABrokenList() {
        Visit visit = Visit.setUp(8).answers("szl-0011", Answers.whole(2, "0011000000000004"));

        assertThat(visit.run()).isInstanceOf(Malformed.class);

        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NO_ANSWER);
    }
}
