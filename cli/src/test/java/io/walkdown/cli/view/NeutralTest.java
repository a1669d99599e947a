package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
        assertThat(shown.length()).isLessThanOrEqualTo(10 * Neutral.MAX_LENGTH);
    }
}
