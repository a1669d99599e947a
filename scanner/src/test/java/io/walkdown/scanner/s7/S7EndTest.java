package io.walkdown.scanner.s7;

import static io.walkdown.scanner.asset.FieldState.NOT_ASKED;
import static io.walkdown.scanner.asset.FieldState.NO_ANSWER;
import static io.walkdown.scanner.asset.NameplateField.LOCATION;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;
import static io.walkdown.scanner.s7.Answers.S7_315;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.NotSpoken;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Refused;
import io.walkdown.scanner.asset.ProbeOutcome.Reset;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.s7.FakeLine.Close;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a visit ends short of its whole answer, and how its connection is closed then.
class S7EndTest {
    private static final String MODULES = Answers.modules(S7_315);
    private static final String COMPONENTS = Answers.components();

    @ParameterizedTest
    @ValueSource(ints = {1, 129, 135})
    void takesCongestionForBusy(int reason) {
        Visit visit = Visit.to(8).answers("cotp-connect", Answers.disconnect(reason));

        ProbeOutcome outcome = visit.run();

        assertThat(outcome).isInstanceOf(Busy.class);
        assertThat(outcome.evidence()).startsWith("TSAP 03.02: COTP disconnect, reason " + reason);
        requireNothingLearned(visit, Close.PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, not specified",
        "2, nothing attached",
        "3, address unknown",
        "128, normal",
        "136, refused on this",
        "77, unknown"
    })
    void takesAnyOtherDisconnectForRefused(int reason, String words) {
        Visit visit = Visit.to(8).answers("cotp-connect", Answers.disconnect(reason));

        ProbeOutcome outcome = visit.run();

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(outcome.evidence()).contains(words);
        requireNothingLearned(visit, Close.PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "0300001611d00015443100c0010ac1020100c2020302, not ours",
        "0300001611d00014443120c0010ac1020100c2020302, class 2",
        "0300001611e00014443100c0010ac1020100c2020302, TPDU 0xE0",
        "0300001610d00014443100c0010ac1020100c2020302, does not fit",
        "0300001511d00014443100c0010ac1020100c2020302, does not fit",
        "0300001611d00014443100c0010ac1020100c2030302, beyond its frame",
        "0300000a05d000144431, too early",
        "0300000b0680001544310081, does not fit",
        "0300001902f08032010000000100080000f0000001000101e0, does not fit"
    })
    void takesABrokenConfirmForMalformed(String answer, String words) {
        Visit visit = Visit.to(8).answers("cotp-connect", answer);

        ProbeOutcome outcome = visit.run();

        assertThat(outcome).isInstanceOf(Malformed.class);
        assertThat(outcome.evidence()).contains(words);
        requireNothingLearned(visit, Close.PLAIN);
    }

    @Test
    void takesAConfirmWithoutParameters() {
        Visit visit =
                Visit.to(8)
                        .answers("cotp-connect", "0300000b06d00014000100")
                        .answers("setup", Answers.declined(0x8500));

        assertThat(visit.run()).isEqualTo(new Refused("setup declined, error 0x8500"));
        requireNothingLearned(visit, Close.ORDERLY);
    }

    /// What the line itself says before the device has answered anything.
    @ParameterizedTest
    @MethodSource("lineEnds")
    void passesOnWhatEndsBeforeAnyAnswer(ProbeOutcome end) {
        Visit visit = Visit.to(8).ends("cotp-connect", end);

        assertThat(visit.run()).isEqualTo(end);
        requireNothingLearned(visit, Close.PLAIN);
    }

    static Stream<ProbeOutcome> lineEnds() {
        return Stream.of(
                new Refused("port 102 refused the connection"),
                new Silent("no answer"),
                new Closed("closed"),
                new Reset("reset"),
                new Malformed("no TPKT"),
                new Withheld("S2", "no slot"),
                new Stopped("stopped"));
    }

    @Test
    void takesACloseAfterTheConfirmForAnotherProtocol() {
        Visit visit =
                Visit.to(8)
                        .answers("cotp-connect", Answers.CONFIRM)
                        .ends("setup", new Closed("the peer closed"));

        assertThat(visit.run()).isInstanceOf(NotSpoken.class);
        requireNothingLearned(visit, Close.ORDERLY);
        assertThat(visit.line.sent).as("nothing to a peer that is gone").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0300001b02f080720300000001000800000000f0000001000100f0, not-spoken",
        "0300001b02f080320300000002000800000000f0000001000100f0, malformed",
        "0300001b02f080320200000001000800000000f0000001000100f0, malformed",
        "0300001b02f000320300000001000800000000f0000001000100f0, malformed",
        "0300001b02f08032030000000100080000000004000001000100f0, malformed",
        "0300001b02f080320300000001000700010000f0000001000100f0, malformed",
        "0300001c02f080320300000001000800000000f0000001000100f000, malformed",
        "0300000702f080, malformed",
        "0300001611d00014443100c0010ac1020100c2020302, malformed",
        "0300001302f080320300000001000000008301, busy",
        "0300001302f080320300000001000000008304, busy",
        "0300001302f080320300000001000000008104, refused",
        "0300000b06800014443181, busy",
        "0300000b06800014443100, refused"
    })
    void tellsTheEndAtSetup(String answer, String id) {
        Visit visit = Visit.to(8).answers("cotp-connect", Answers.CONFIRM).answers("setup", answer);

        ProbeOutcome outcome = visit.run();

        assertThat(outcome.id()).as(outcome.evidence()).isEqualTo(id);
        boolean disconnected = answer.startsWith("0300000b0680");
        requireNothingLearned(visit, disconnected ? Close.PLAIN : Close.ORDERLY);
        assertThat(visit.line.notTaken.containsKey("cotp-disconnect")).isEqualTo(disconnected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup", "szl-0011", "szl-0011-more", "szl-001c", "szl-001c-more"})
    void saysPartialOfSilenceAfterAnAnswer(String last) {
        Visit visit = until(last).ends(last, new Silent("no answer"));

        assertThat(visit.run()).isEqualTo(new Partial("timeout after an answer: no answer"));

        requireKept(visit, last);
        assertThat(visit.line.close).isEqualTo(Close.ORDERLY);
        assertThat(visit.line.sent).endsWith("cotp-disconnect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"szl-0011", "szl-0011-more", "szl-001c", "szl-001c-more"})
    void saysPartialOfACloseOrADisconnectInMidVisit(String last) {
        Visit closed = until(last).ends(last, new Closed("gone"));
        assertThat(closed.run()).isEqualTo(new Partial("closed after an answer: gone"));
        requireKept(closed, last);

        Visit left = until(last).answers(last, Answers.disconnect(128));
        assertThat(left.run())
                .isEqualTo(new Partial(last + ": COTP disconnect, reason 128: normal"));
        requireKept(left, last);
        assertThat(left.line.close).isEqualTo(Close.PLAIN);
        assertThat(left.line.notTaken).containsEntry("cotp-disconnect", "the device disconnected");

        assertThat(until(last).answers(last, Answers.disconnect(129)).run())
                .isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"szl-0011", "szl-001c-more"})
    void passesOnResetsStopsAndWithholdings(String last) {
        List<ProbeOutcome> ends =
                List.of(
                        new Reset("reset"),
                        new Stopped("stopped"),
                        new Withheld("S5", "used up"),
                        new Malformed("two frames"));
        for (ProbeOutcome end : ends) {
            assertThat(until(last).ends(last, end).run()).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "d241, 0a, partial",
        "d241, 03, partial",
        "0000, 03, partial",
        "0000, 01, partial",
        "8500, 0a, partial",
        "8304, 0a, busy",
        "8301, ff, busy"
    })
    void tellsADeniedListFromOneThatIsNotThere(String error, String code, String id) {
        for (String last : List.of("szl-0011", "szl-001c")) {
            int reference = last.equals("szl-0011") ? 2 : 4;
            String answer =
                    Answers.refusal(
                            reference, Integer.parseInt(error, 16), Integer.parseInt(code, 16));
            Visit visit = until(last).answers(last, answer);

            ProbeOutcome outcome = visit.run();

            assertThat(outcome.id()).as(outcome.evidence()).isEqualTo(id);
            requireKept(visit, last);
            assertThat(visit.line.close).isEqualTo(Close.ORDERLY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, sequence 1 continued with 2",
        "5, 0, sequence 1 continued with 0",
        "6, 1, 'PDU reference 5 asked, 6 answered'",
        "4, 1, 'PDU reference 5 asked, 4 answered'"
    })
    void takesThePieceOfAnotherListForMalformed(int reference, int sequence, String words) {
        String rest = COMPONENTS.substring(2 * 214);
        Visit visit =
                until("szl-001c-more")
                        .answers("szl-001c-more", Answers.piece(reference, sequence, false, rest));

        ProbeOutcome outcome = visit.run();

        assertThat(outcome).isInstanceOf(Malformed.class);
        assertThat(outcome.evidence()).contains(words);
        assertThat(visit.value(SERIAL_NUMBER)).isNotEmpty();
        assertThat(visit.state(LOCATION)).isEqualTo(NO_ANSWER);
        assertThat(visit.line.close).isEqualTo(Close.ORDERLY);
    }

    @Test
    void saysPartialOfAListWhoseRestIsRefused() {
        Visit visit =
                until("szl-001c-more").answers("szl-001c-more", Answers.refusal(5, 0xD402, 0x0A));

        assertThat(visit.run()).isInstanceOf(Partial.class);

        assertThat(visit.value(SERIAL_NUMBER)).isNotEmpty();
        assertThat(visit.state(LOCATION)).isEqualTo(NO_ANSWER);
    }

    @Test
    void takesAnotherListThanTheOneAskedForMalformed() {
        Visit visit = until("szl-0011").answers("szl-0011", Answers.whole(2, COMPONENTS));

        assertThat(visit.run())
                .isEqualTo(new Malformed("szl-0011: SZL 0x0011 asked, 0x001C answered"));
        requireKept(visit, "szl-0011");
    }

    /// The visit with whole answers up to that step: each list comes in two pieces.
    private static Visit until(String last) {
        Visit visit = Visit.to(8).answers("cotp-connect", Answers.CONFIRM);
        String[][] answers = {
            {"setup", Answers.agreed()},
            {"szl-0011", Answers.piece(2, 7, true, MODULES.substring(0, 2 * 50))},
            {"szl-0011-more", Answers.piece(3, 7, false, MODULES.substring(2 * 50))},
            {"szl-001c", Answers.piece(4, 1, true, COMPONENTS.substring(0, 2 * 214))}
        };
        for (String[] answer : answers) {
            if (answer[0].equals(last)) {
                return visit;
            }
            visit.answers(answer[0], answer[1]);
        }
        return visit;
    }

    /// What came before that step is kept, and what did not come is not said to be missing.
    private static void requireKept(Visit visit, String last) {
        boolean components = last.startsWith("szl-001c");
        assertThat(visit.value(ORDER_NUMBER))
                .isEqualTo(components || last.equals("szl-0011-more") ? S7_315 : "");
        if (visit.value(ORDER_NUMBER).isEmpty()) {
            assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NO_ANSWER);
        }
        assertThat(visit.state(LOCATION)).isEqualTo(components ? NO_ANSWER : NOT_ASKED);
    }

    private static void requireNothingLearned(Visit visit, Close close) {
        assertThat(visit.findings.hasKnown()).isFalse();
        assertThat(visit.state(ORDER_NUMBER)).isEqualTo(NO_ANSWER);
        assertThat(visit.state(SERIAL_NUMBER)).isEqualTo(NOT_ASKED);
        assertThat(visit.line.close).isEqualTo(close);
    }
}
