package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeutralTest {

    @ParameterizedTest
    @CsvSource({
        "'\u001b[2J', '\\x1b[2J'",
        "'a\nb', 'a\\x0ab'",
        "'\u202egnp.exe', '\\u{202e}gnp.exe'",
        "'\u2028', '\\u{2028}'",
        "'\u0085', '\\x85'",
        "'Müller 6ES7', 'Müller 6ES7'"
    })
    void showsWhatCouldMoveTheScreenAsAnEscape(String untrusted, String shown) {
        assertThat(Neutral.text(untrusted)).isEqualTo(shown);
    }

    @Property(tries = 500)
    void leavesNoControlCharacterAndNoLongLine(@ForAll String untrusted) {
        String shown = Neutral.text(untrusted);

        assertThat(shown.codePoints())
                .allMatch(point -> !Character.isISOControl(point))
                .noneMatch(point -> Character.getType(point) == Character.FORMAT);
        assertThat(shown.length()).isLessThanOrEqualTo(Neutral.MAX_LENGTH + 1);
    }

    /// Found by fuzzing: 200 control characters were 800 characters on the screen.
    @Test
    void boundsWhatIsShownAndNotWhatWasSent() {
        assertThat(Neutral.text("\u001b".repeat(200))).isEqualTo("\\x1b".repeat(50) + "…");
    }

    @Test
    void cutsNoCharacterAndNoEscapeInTwo() {
        assertThat(Neutral.text("x".repeat(199) + "\ud83d\ude00")).isEqualTo("x".repeat(199) + "…");
        assertThat(Neutral.text("x".repeat(198) + "\u202e")).isEqualTo("x".repeat(198) + "…");
    }

    @Test
    void letsNoMarksPileUp() {
        assertThat(Neutral.text("Z" + "\u0301".repeat(6)))
                .isEqualTo("Z" + "\u0301".repeat(4) + "\\u{301}\\u{301}");
        assertThat(Neutral.text("\u0301Z")).isEqualTo("\\u{301}Z");
        assertThat(Neutral.text("q\u0323\u0307")).isEqualTo("q\u0323\u0307");
    }

    @ParameterizedTest
    @CsvSource({
        "::error::x, \\x3a:error::x",
        "'  ::error::x', '  \\x3a:error::x'",
        "'\u2003::x', '\u2003\\x3a:x'",
        "':::x', '\\x3a::x'",
        "':x::', ':x::'",
        "'', ''"
    })
    void beginsNoLineWithACommandOfARunner(String untrusted, String shown) {
        assertThat(Neutral.lineStart(untrusted)).isEqualTo(shown);
    }

    @Test
    void showsTheLongestTextWhole() {
        assertThat(Neutral.text("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Neutral.text("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    }
}
