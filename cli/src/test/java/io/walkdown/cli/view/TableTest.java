package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsByDisplayWidth() {
        String text =
                Table.of("name", ">n").row("日本", "1").row("abc", "10").render(0, Palette.PLAIN);

        assertThat(text)
                .isEqualTo(
                        """
                        name   n
                        日本   1
                        abc   10
                        """);
    }

    @Test
    void wrapsTheWidestColumnToFitTheScreen() {
        String text =
                Table.of("device", "why")
                        .row("filler", "nobody documented how many connections it can hold")
                        .render(40, Palette.PLAIN);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        assertThat(text.replaceAll("\\s+", " "))
                .contains("nobody documented how many connections it can hold");
    }

    @Test
    void breaksBehindHyphensBeforeItBreaksAWord() {
        String text =
                Table.of("device", "profile")
                        .row("energy-meters", "modbus-gateway-serial")
                        .render(24, Palette.PLAIN);

        assertThat(text)
                .isEqualTo(
                        """
                        device         profile
                        energy-meters  modbus-
                                       gateway-
                                       serial
                        """);
    }

    @Test
    void refusesARowOfAnotherWidth() {
        Table table = Table.of("a", "b");

        assertThatThrownBy(() -> table.row("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereColumnsDoNotFitEachRowIsABlock() {
        String text =
                Table.of("device", "address", "profile", "asks", ">frames", "why this one")
                        .row("filler", "127.20.80.11:102", "sim-s7-300", "szl-0011", "10", "named")
                        .row("oven", "127.20.80.12:102", "sim-s7-300", "szl-0011", "10", "")
                        .render(40, Palette.PLAIN);

        assertThat(text)
                .isEqualTo(
                        """
                        filler
                          address       127.20.80.11:102
                          profile       sim-s7-300
                          asks          szl-0011
                          frames        10
                          why this one  named
                        oven
                          address       127.20.80.12:102
                          profile       sim-s7-300
                          asks          szl-0011
                          frames        10
                          why this one
                        """);
    }
}
