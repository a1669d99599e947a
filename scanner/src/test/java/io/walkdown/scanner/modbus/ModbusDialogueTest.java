package io.walkdown.scanner.modbus;

import static io.walkdown.scanner.asset.FieldState.EMPTY;
import static io.walkdown.scanner.asset.FieldState.KNOWN;
import static io.walkdown.scanner.asset.FieldState.NOT_ASKED;
import static io.walkdown.scanner.asset.FieldState.NOT_SUPPORTED;
import static io.walkdown.scanner.asset.FieldState.NO_ANSWER;
import static io.walkdown.scanner.asset.NameplateField.DESCRIPTION;
import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;
import static io.walkdown.scanner.modbus.Visit.BASIC;
import static io.walkdown.scanner.modbus.Visit.EXTENDED;
import static io.walkdown.scanner.modbus.Visit.OPEN_CONNECTIONS;
import static io.walkdown.scanner.modbus.Visit.REGULAR;
import static io.walkdown.scanner.modbus.Visit.SERVER_ID;
import static io.walkdown.scanner.modbus.Visit.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Reset;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.modbus.Visit.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusDialogueTest {
    private static final String ASK_BASIC = "000100000005ff2b0e0100";
    private static final String ASK_REGULAR_SECOND = "000200000005ff2b0e0200";
    private static final String ASK_EXTENDED_SECOND = "000200000005ff2b0e0300";
    private static final String ASK_SERVER_ID_SECOND = "000200000002ff11";
    private static final Object[] BASIC_OBJECTS = {0, "Acme", 1, "AC-100", 2, "V1.2"};

    @Test
    void readsWhatPymodbusServes() {
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(
                                ASK_BASIC,
                                objects(Head.last(1, 1, 0x83), 0, "Pymodbus", 1, "PM", 2, "3.0.0"))
                        .answers(
                                ASK_REGULAR_SECOND,
                                "00020000006cff2b0e02830000070008"
                                        + "50796d6f646275730102504d0205332e302e300326"
                                        + "68747470733a2f2f6769746875622e636f6d2f72697074696465"
                                        + "696f2f70796d6f646275732f040f50796d6f6462757320536572"
                                        + "766572050f50796d6f646275732053657276657206036c6162");

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.value(MANUFACTURER)).isEqualTo("Pymodbus");
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("PM");
        assertThat(visit.value(FIRMWARE_REVISION)).isEqualTo("3.0.0");
        assertThat(visit.value(MODEL)).isEqualTo("Pymodbus Server");
        assertThat(visit.attribute("vendorUrl"))
                .isEqualTo("https://github.com/riptideio/pymodbus/");
        assertThat(visit.attribute("modelName")).isEqualTo("Pymodbus Server");
        assertThat(visit.attribute("userApplicationName")).isEqualTo("lab");
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
        assertThat(visit.findings.modules()).isEmpty();
    }

    @Test
    void needsOneRequestWhereTheDeviceIsBasicOnly() {
        Visit visit =
                Visit.to(6, BASIC, REGULAR, EXTENDED, SERVER_ID)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x01), BASIC_OBJECTS));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.asked).containsExactly("device-id-basic");
        assertThat(visit.line.notTaken)
                .containsEntry("device-id-regular", "conformity level 1")
                .containsEntry("device-id-extended", "conformity level 1")
                .containsEntry("report-server-id", "device identification is supported");
        assertThat(visit.state(MODEL)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.attributeState("vendorUrl")).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.attributeState("serverId")).isEqualTo(NOT_ASKED);
    }

    @Test
    void doesNotSayNotSupportedOfWhatTheProfileForbidsToAsk() {
        Visit visit =
                Visit.to(1, BASIC)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x83), BASIC_OBJECTS));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.state(MODEL)).isEqualTo(NOT_ASKED);
        assertThat(visit.attributeState("vendorUrl")).isEqualTo(NOT_ASKED);
    }

    @Test
    void asksTheHighestCategoryAloneAfterBasic() {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, EXTENDED)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x83), BASIC_OBJECTS))
                        .answers(
                                ASK_EXTENDED_SECOND,
                                objects(
                                        Head.last(2, 3, 0x83),
                                        0,
                                        "Acme",
                                        1,
                                        "AC-100",
                                        2,
                                        "V1.2",
                                        4,
                                        "Pump control",
                                        0x80,
                                        "bay 4",
                                        0xFF,
                                        "a\tb"));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.notTaken)
                .containsEntry("device-id-regular", "the extended objects hold these too");
        assertThat(visit.value(MODEL)).isEqualTo("Pump control");
        assertThat(visit.attribute("object80")).isEqualTo("bay 4");
        assertThat(visit.attribute("objectff")).isEqualTo("0x610962");
        assertThat(visit.attributeState("modelName")).isEqualTo(NOT_SUPPORTED);
    }

    @Test
    void takesTheRegularCategoryWhereConformityEndsThere() {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, EXTENDED)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x02), BASIC_OBJECTS))
                        .answers(
                                ASK_REGULAR_SECOND,
                                objects(Head.last(2, 2, 0x02), 0, "Acme", 5, "Model T"));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.value(MODEL)).isEqualTo("Model T");
        assertThat(visit.line.notTaken)
                .containsOnlyKeys("device-id-extended")
                .containsEntry("device-id-extended", "conformity level 2");
    }

    @Test
    void startsWithTheLowestCategoryThatIsAllowed() {
        Visit visit =
                Visit.to(1, EXTENDED)
                        .answers(
                                "000100000005ff2b0e0300",
                                objects(Head.last(1, 3, 0x03), 0, "Acme", 4, "Pump"));

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.value(MODEL)).isEqualTo("Pump");
        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NOT_SUPPORTED);
    }

    @Test
    void tellsEmptyFromAbsent() {
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(
                                ASK_BASIC,
                                objects(Head.last(1, 1, 0x82), 0, "Acme", 1, "", 2, "  "))
                        .answers(
                                ASK_REGULAR_SECOND,
                                objects(
                                        Head.last(2, 2, 0x82),
                                        0,
                                        "Acme",
                                        1,
                                        "",
                                        2,
                                        "  ",
                                        4,
                                        "",
                                        5,
                                        "Model T",
                                        6,
                                        ""));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(EMPTY);
        assertThat(visit.state(FIRMWARE_REVISION)).isEqualTo(EMPTY);
        assertThat(visit.attributeState("vendorUrl")).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.attributeState("userApplicationName")).isEqualTo(EMPTY);
        assertThat(visit.value(MODEL)).isEqualTo("Model T");
    }

    @Test
    void followsMoreAsModbusSerialNamesIt() {
        Visit visit =
                Visit.to(2, EXTENDED)
                        .answers(
                                "000100000005ff2b0e0300",
                                objects(Head.more(1, 3, 0x82, 3), BASIC_OBJECTS))
                        .answers(
                                "000200000005ff2b0e0303",
                                objects(Head.last(2, 3, 0x82), 3, "http://a", 4, "Pump"));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.asked)
                .containsExactly("device-id-extended", "device-id-extended-more");
        assertThat(visit.value(MODEL)).isEqualTo("Pump");
        assertThat(visit.line.notTaken).isEmpty();
    }

    @Test
    void doesNotFollowMoreBeyondItsCategory() {
        Visit visit =
                Visit.to(2, BASIC)
                        .answers(ASK_BASIC, objects(Head.more(1, 1, 0x83, 3), BASIC_OBJECTS));

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.line.notTaken).containsOnlyKeys("device-id-basic-more");
    }

    @Test
    void stopsAServerThatRestartsAtTheFirstObject() {
        String first = objects(Head.more(1, 2, 0x82, 3), BASIC_OBJECTS);
        Visit visit =
                Visit.to(4, REGULAR)
                        .answers("000100000005ff2b0e0200", first)
                        .answers(
                                "000200000005ff2b0e0203",
                                objects(Head.more(2, 2, 0x82, 3), BASIC_OBJECTS));

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.value(MANUFACTURER)).isEqualTo("Acme");
        assertThat(visit.state(MODEL)).isEqualTo(NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void stopsWhereTheNextObjectDoesNotGrow(int next) {
        Visit visit =
                Visit.to(4, REGULAR)
                        .answers(
                                "000100000005ff2b0e0200",
                                objects(Head.more(1, 2, 0x82, next), BASIC_OBJECTS));

        assertThat(visit.run().evidence()).contains("next object id " + next + " lies behind");
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("AC-100");
    }

    @Test
    void asksNoMoreOftenThanPlannedAndSaysSo() {
        Visit visit =
                Visit.to(2, REGULAR)
                        .answers(
                                "000100000005ff2b0e0200",
                                objects(Head.more(1, 2, 0x82, 1), 0, "Acme"))
                        .answers(
                                "000200000005ff2b0e0201",
                                objects(Head.more(2, 2, 0x82, 2), 1, "AC-100"));

        assertThat(visit.run().evidence()).contains("more objects follow than the plan allows");
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("AC-100");
        assertThat(visit.state(FIRMWARE_REVISION)).isEqualTo(NO_ANSWER);
    }

    @Test
    void keepsWhatWasToldWhereTheContinuationIsRefused() {
        Visit visit =
                Visit.to(2, REGULAR)
                        .answers(
                                "000100000005ff2b0e0200",
                                objects(Head.more(1, 2, 0x82, 1), 0, "Acme"))
                        .answers("000200000005ff2b0e0201", "000200000003ffab02");

        assertThat(visit.run()).isInstanceOf(Partial.class);
        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NO_ANSWER);
        assertThat(visit.state(MANUFACTURER)).isEqualTo(KNOWN);
    }

    @Test
    void fallsBackToTheServerIdOfLibmodbus() {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, SERVER_ID)
                        .answers(ASK_BASIC, "000100000003ffab01")
                        .answers(ASK_SERVER_ID_SECOND, "00020000000dff110ab4ff4c4d42332e312e36");

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.attribute("serverId")).isEqualTo("0xb4ff4c4d42332e312e36");
        assertThat(visit.value(DESCRIPTION)).isEqualTo("LMB3.1.6");
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.state(MODEL)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.line.notTaken)
                .containsEntry("device-id-regular", "device identification is not supported");
    }

    @Test
    void asksForTheServerIdAloneWhereNothingElseIsAllowed() {
        Visit visit =
                Visit.to(1, SERVER_ID).answers("000100000002ff11", "000100000007ff110441432d31");

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.attribute("serverId")).isEqualTo("AC-1");
        assertThat(visit.value(DESCRIPTION)).isEqualTo("AC-1");
    }

    @Test
    void keepsAShortServerIdWithoutADescription() {
        Visit visit = Visit.to(1, SERVER_ID).answers("000100000002ff11", "000100000005ff110207ff");

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.attribute("serverId")).isEqualTo("0x07ff");
        assertThat(visit.state(DESCRIPTION)).isEqualTo(NOT_ASKED);
    }

    @Test
    void tellsThatNeitherReadIsSupported() {
        Visit visit =
                Visit.to(2, BASIC, SERVER_ID)
                        .answers(ASK_BASIC, "000100000003ffab01")
                        .answers(ASK_SERVER_ID_SECOND, "000200000003ff9101");

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.attributeState("serverId")).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.findings.hasKnown()).isFalse();
    }

    @Test
    void judgesConpotsDoubledFunctionByteMalformed() {
        Visit visit =
                Visit.to(2, BASIC, SERVER_ID)
                        .answers(ASK_BASIC, "000100000003ffab01")
                        .answers(ASK_SERVER_ID_SECOND, "000200000006ff11110101ff");

        assertThat(visit.run()).isInstanceOf(Malformed.class);
        assertThat(visit.attributeState("serverId")).isEqualTo(NO_ANSWER);
    }

    @Test
    void toleratesAnExceptionBehindAnExtraByteAndAsksNothingMore() {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, SERVER_ID).answers(ASK_BASIC, "000100000004ffab0e01");

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.state(MANUFACTURER)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.attribute("exceptionForm")).contains("extra byte");
    }

    @ParameterizedTest
    @CsvSource({"02", "04"})
    void tellsARefusedUnitFromAnUnsupportedRead(String code) {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, SERVER_ID)
                        .answers(ASK_BASIC, "000100000003ffab" + code);

        assertThat(visit.run())
                .isEqualTo(
                        new Partial(
                                "unit 255, device-id-basic: unit refused, exception 0x" + code));
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NO_ANSWER);
    }

    @Test
    void takesAnAbsentHigherCategoryAsNotSupported() {
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x82), BASIC_OBJECTS))
                        .answers(ASK_REGULAR_SECOND, "000200000003ffab02");

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.state(MODEL)).isEqualTo(NOT_SUPPORTED);
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("AC-100");
    }

    @ParameterizedTest
    @CsvSource({"0a", "0b"})
    void saysThatAGatewayIsPresentAndMakesNoAssetOfIt(String code) {
        Visit visit = Visit.to(3, BASIC, SERVER_ID).answers(ASK_BASIC, "000100000003ffab" + code);

        assertThat(visit.run().evidence()).startsWith("gateway present");
        assertThat(visit.findings.hasKnown()).isFalse();
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NO_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"05", "06"})
    void stopsAtABusyDevice(String code) {
        Visit visit = Visit.to(3, BASIC, SERVER_ID).answers(ASK_BASIC, "000100000003ffab" + code);

        assertThat(visit.run()).isInstanceOf(Busy.class);
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NO_ANSWER);
    }

    @Test
    void staysBusyEvenWhereSomethingWasLearned() {
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x82), BASIC_OBJECTS))
                        .answers(ASK_REGULAR_SECOND, "000200000003ffab06");

        assertThat(visit.run()).isInstanceOf(Busy.class);
        assertThat(visit.value(MANUFACTURER)).isEqualTo("Acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000200000003ffab01", // another transaction
                "00010000000301ab01", // another unit
                "000100000003ff8301", // another function's exception
                "000100000002ff11", // another function
                "000100000002ffab", // an exception without a code
                "000100000005ffab010000",
                "000100010003ffab01", // another protocol
                "000100000004ffab01", // length field too long
                "000100000002ff2b", // nothing behind the function
                "00010000000aff2b0d01000000000000", // another MEI type
                "000100000005ff2b0e0100" // our own request come back
            })
    void judgesAnswersToAnotherQuestionMalformed(String answer) {
        Visit visit = Visit.to(3, BASIC, REGULAR, SERVER_ID).answers(ASK_BASIC, answer);

        assertThat(visit.run()).isInstanceOf(Malformed.class);
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NO_ANSWER);
        assertThat(visit.findings.hasKnown()).isFalse();
    }

    @Test
    void keepsTheSoundPartOfAListWhoseLengthsCountCharacters() {
        // object 1 is "Pumpe für" in UTF-8, 10 bytes, with 9 as its length
        String list = "000441636d65" + "010950756d70652066c3bc72" + "020456312e32";
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(ASK_BASIC, "000100000020ff2b0e0182000003" + list);

        ProbeOutcome outcome = visit.run();

        assertThat(outcome).isInstanceOf(Partial.class);
        assertThat(visit.value(MANUFACTURER)).isEqualTo("Acme");
        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NO_ANSWER);
        assertThat(visit.state(FIRMWARE_REVISION)).isEqualTo(NO_ANSWER);
    }

    @Test
    void judgesAListWithoutASoundObjectMalformed() {
        Visit visit =
                Visit.to(1, BASIC).answers(ASK_BASIC, "00010000000bff2b0e01010000010009" + "41");

        assertThat(visit.run()).isInstanceOf(Malformed.class);
        assertThat(visit.findings.hasKnown()).isFalse();
    }

    @Test
    void readsLatin1AndDropsPadding() {
        Visit visit =
                Visit.to(1, BASIC)
                        .answers(
                                ASK_BASIC,
                                "000100000016ff2b0e0101000003"
                                        + "0004"
                                        + "4dfc6c00"
                                        + "0104"
                                        + "41432020"
                                        + "0200");

        assertThat(visit.run()).isEqualTo(new Identified());
        assertThat(visit.value(MANUFACTURER)).isEqualTo("M\u00fcl");
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("AC");
    }

    @Test
    void saysWhatAClosedConnectionMayMean() {
        Visit visit =
                Visit.to(3, BASIC, SERVER_ID).ends(ASK_BASIC, new Closed("closed after 3 ms"));

        assertThat(visit.run())
                .isEqualTo(
                        new Closed(
                                "closed after 3 ms (some servers close on a function they do not"
                                        + " offer)"));
        assertThat(visit.state(MANUFACTURER)).isEqualTo(NO_ANSWER);
    }

    @Test
    void passesTheEndOfTheConversationOn() {
        for (ProbeOutcome outcome :
                new ProbeOutcome[] {
                    new Silent("no answer"), new Reset("RST"), new Stopped("stop")
                }) {
            assertThat(Visit.to(2, BASIC, SERVER_ID).ends(ASK_BASIC, outcome).run())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void callsSilenceAfterAnAnswerPartial() {
        Visit visit =
                Visit.to(2, BASIC, REGULAR)
                        .answers(ASK_BASIC, objects(Head.last(1, 1, 0x82), BASIC_OBJECTS))
                        .ends(ASK_REGULAR_SECOND, new Silent("no answer in 1000 ms"));

        assertThat(visit.run())
                .isEqualTo(new Partial("timeout after an answer: no answer in 1000 ms"));
        assertThat(visit.value(MANUFACTURER)).isEqualTo("Acme");
        assertThat(visit.state(MODEL)).isEqualTo(NO_ANSWER);
    }

    @Test
    void endsAtOnceAtASafetyController() {
        Visit visit =
                Visit.to(3, BASIC, REGULAR, EXTENDED)
                        .answers(
                                ASK_BASIC,
                                objects(Head.last(1, 1, 0x83), 0, "Acme", 1, "SIS-300", 2, "V1"));

        assertThat(visit.run()).isEqualTo(new Withheld("S11", "'SIS-300' is on the safety list"));
        assertThat(visit.value(ORDER_NUMBER)).isEqualTo("SIS-300");
    }

    @Test
    void leavesTwoConnectionsFreeOnAWago() {
        String ask = "000100000006ff03102a0001";
        Visit free =
                Visit.to(2, OPEN_CONNECTIONS, BASIC)
                        .answers(ask, "000100000005ff03020003")
                        .answers(
                                "000200000005ff2b0e0100",
                                objects(Head.last(2, 1, 0x01), BASIC_OBJECTS));
        Visit full = Visit.to(2, OPEN_CONNECTIONS, BASIC).answers(ask, "000100000005ff03020004");

        assertThat(free.run()).isEqualTo(new Identified());
        assertThat(full.run())
                .isEqualTo(
                        new Withheld(
                                "S2", "4 of 5 connections are open with ours; 2 must stay free"));
        assertThat(full.line.asked).containsExactly("wago-open-connections");
        assertThat(full.findings.hasKnown()).isFalse();
    }

    @Test
    void asksNothingWhereTheOpenConnectionsCannotBeRead() {
        String ask = "000100000006ff03102a0001";

        assertThat(wago().answers(ask, "000100000003ff8302").run()).isInstanceOf(Withheld.class);
        assertThat(wago().answers(ask, "000100000003ff8306").run()).isInstanceOf(Busy.class);
        assertThat(wago().answers(ask, "000100000007ff030400030000").run())
                .isInstanceOf(Malformed.class);
        assertThat(wago().answers(ask, "000100000004ff030103").run()).isInstanceOf(Malformed.class);
        assertThat(wago().ends(ask, new Silent("no answer")).run()).isInstanceOf(Silent.class);
    }

    private static Visit wago() {
        return Visit.to(2, OPEN_CONNECTIONS, BASIC);
    }
}
