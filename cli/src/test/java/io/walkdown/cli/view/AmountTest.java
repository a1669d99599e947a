package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 250 ms",
        "PT1S, 1 s",
        "PT1.54S, 1.5 s",
        "PT12M5S, 12 min 5 s",
        "PT12M, 12 min",
        "PT3H30M, 3 h 30 min",
        "P3DT1H, 3 d 1 h",
        "P7D, 7 d"
    })
    void saysDurationsAsPeopleDo(Duration duration, String text) {
        assertThat(Amount.of(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 frames", "1, 1 frame", "2, 2 frames"})
    void countsWithTheRightNoun(long number, String text) {
        assertThat(Amount.count(number, "frame")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"830, 830 B", "1234, 1.2 kB", "2500000, 2.5 MB"})
    void saysSizesInDecimalUnits(long bytes, String text) {
        assertThat(Amount.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void roundsIntoTheNextUnit() {
        assertThat(Amount.of(Duration.ofMillis(59_949))).isEqualTo("59.9 s");
        assertThat(Amount.of(Duration.ofMillis(59_951))).isEqualTo("1 min");
        assertThat(Amount.bytes(999)).isEqualTo("999 B");
        assertThat(Amount.bytes(999_951)).isEqualTo("1.0 MB");
        assertThat(Amount.bytes(48_100_000_000L)).isEqualTo("48.1 GB");
    }

    @Test
    void tellsARateWithTheFiguresThatMatter() {
        assertThat(Amount.rate(0)).isEqualTo("0");
        assertThat(Amount.rate(0.254)).isEqualTo("0.25");
        assertThat(Amount.rate(5)).isEqualTo("5");
        assertThat(Amount.rate(3.24)).isEqualTo("3.2");
        assertThat(Amount.rate(373.4)).isEqualTo("373");
    }
}
