package io.walkdown.scanner.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+cmd()",
                "-1+1",
                "@SUM(A1)",
                " =1+1",
                "\u00a0=1",
                "\uff1dcmd()",
                "-",
                "+49 911 0"
            })
    void aFormulaIsNone(String formula) {
        assertThat(PlainText.told(formula)).isEqualTo("'" + PlainText.of(formula));
        assertThat(PlainText.told(PlainText.told(formula))).isEqualTo(PlainText.told(formula));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V3.2", "-40", "+12.5", "-0,75", "6ES7 315-2EH14-0AB0", "", "a=b"})
    void whatIsNoneStaysAsItIs(String text) {
        assertThat(PlainText.told(text)).isEqualTo(text);
    }
}
