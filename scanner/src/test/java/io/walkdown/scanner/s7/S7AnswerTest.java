package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.s7.S7Answer.Broken;
import io.walkdown.scanner.s7.S7Answer.Denied;
import io.walkdown.scanner.s7.S7Answer.NotSupported;
import io.walkdown.scanner.s7.S7Answer.Piece;
import io.walkdown.scanner.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One answer to a read of a list, byte for byte.
class S7AnswerTest {
    private static final String LIST = "00110000001c0000";
    private static final String FRAME =
            "0300002902f080320700000002000c000c000112081284010703000000ff090008" + LIST;

    @Test
    void readsAPiece() {
        assertThat(of(FRAME)).isEqualTo(new Piece(Octets.ofHex(LIST), 7, false));
        assertThat(of(Answers.piece(2, 0xFE, true, "")))
                .isEqualTo(new Piece(Octets.ofHex(""), 0xFE, true));
    }

    /// Any value but 0 says that more follows.
    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "ff, true"})
    void readsWhetherMoreFollows(String octet, boolean more) {
        assertThat(of(changed(26, octet))).isEqualTo(new Piece(Octets.ofHex(LIST), 7, more));
    }

    /// Where the parameter has 8 bytes, the data begin where its other form has more and error.
    @Test
    void readsAPieceWithTheShortParameter() {
        String frame = "0300002502f0803207000000020008000c0001120412840107ff090008" + LIST;

        assertThat(of(frame)).isEqualTo(new Piece(Octets.ofHex(LIST), 7, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 002a, TPKT length",
        "2, 0028, TPKT length",
        "4, 03, no data unit",
        "5, d0, COTP 0xD0",
        "5, e0, COTP 0xE0",
        "6, 00, another frame",
        "6, 81, another frame",
        "7, 72, protocol 0x72",
        "8, 03, 'kind 0x03, expected 0x07'",
        "8, 01, 'kind 0x01, expected 0x07'",
        "11, 0003, '2 asked, 3 answered'",
        "11, 0102, '2 asked, 258 answered'",
        "13, 000d, parameter of 13 and data of 12",
        "13, 000b, parameter of 11 and data of 12",
        "13, 0007, parameter of 7",
        "13, 00070011, parameter of 7",
        "13, 00000018, parameter of 0",
        "13, ffff, parameter of 65535",
        "15, 000d, data of 13",
        "15, 000b, data of 11",
        "22, 83, function 83 01",
        "22, 87, function 87 01",
        "23, 02, function 84 02",
        "31, 0009, 'claims 9 bytes, 8 follow'",
        "31, 0007, 'claims 7 bytes, 8 follow'",
        "31, ffff, claims 65535 bytes"
    })
    void takesAFrameChangedInOnePlaceForBroken(int offset, String octets, String words) {
        S7Answer answer = of(changed(offset, octets));

        assertThat(answer).isInstanceOf(Broken.class);
        assertThat(((Broken) answer).reason()).contains(words);
    }

    @Test
    void takesAFrameThatEndsInItsHeadersForBroken() {
        for (int length = 0; length < FRAME.length() / 2; length++) {
            assertThat(of(FRAME.substring(0, 2 * length))).isInstanceOf(Broken.class);
        }
        assertThat(of("0300001d02f080320700000002000b00010001120812840107030000ff"))
                .isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "27, d402, 'error 0xD402, return code 0xFF'",
        "27, 8104, 'error 0x8104, return code 0xFF'",
        "27, 8204, 'error 0x8204, return code 0xFF'",
        "29, 0a, 'error 0x0000, return code 0x0A'",
        "29, 81, 'error 0x0000, return code 0x81'",
        "29, 00, 'error 0x0000, return code 0x00'"
    })
    void readsThatTheListIsNotThere(int offset, String octets, String words) {
        assertThat(of(changed(offset, octets))).isEqualTo(new NotSupported(words));
    }

    @ParameterizedTest
    @CsvSource({
        "27, d241, false, 'error 0xD241, return code 0xFF'",
        "27, 8500, false, 'error 0x8500, return code 0xFF'",
        "27, 8304, true, 'error 0x8304, return code 0xFF'",
        "29, 03, false, 'error 0x0000, return code 0x03'",
        "29, 01, false, 'error 0x0000, return code 0x01'"
    })
    void readsThatTheListIsDenied(int offset, String octets, boolean busy, String words) {
        assertThat(of(changed(offset, octets))).isEqualTo(new Denied(busy, words));
    }

    @Test
    void readsAnAnswerWithoutData() {
        assertThat(of(Answers.withoutData(2, 0)))
                .isEqualTo(new NotSupported("an answer without data"));
        assertThat(of(Answers.withoutData(2, 0x8304)))
                .isEqualTo(new Denied(true, "an answer without data"));
    }

    private static S7Answer of(String frame) {
        return S7Answer.ofList(Octets.ofHex(frame), 2);
    }

    private static String changed(int offset, String octets) {
        return FRAME.substring(0, 2 * offset)
                + octets
                + FRAME.substring(2 * offset + octets.length());
    }
}
