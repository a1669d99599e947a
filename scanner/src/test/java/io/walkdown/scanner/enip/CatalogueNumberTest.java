package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueNumberTest {

    @ParameterizedTest
    @CsvSource({
        "1756-L61/B LOGIX5561, 1756-L61, B",
        "1756-EN2T/D, 1756-EN2T, D",
        "1769-L33ER/A LOGIX5333ER, 1769-L33ER, A",
        "5069-L306ER, 5069-L306ER, ''",
        "1766-L32BXB C/15.00, 1766-L32BXB, ''"
    })
    void isTakenFromTheStartOfARockwellName(String name, String number, String series) {
        var catalogue = CatalogueNumber.of(identity(1, name)).orElseThrow();

        assertThat(catalogue.number()).isEqualTo(number);
        assertThat(catalogue.series().orElse("")).isEqualTo(series);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LOGIX5561 1756-L61",
                "1756-L61/BB",
                "1756-L61/b",
                "1756-l61",
                "1756-",
                "175-L61",
                "1756L61",
                "1756-L61\n1756-L62",
                "PowerFlex 525"
            })
    void isNotGuessed(String name) {
        assertThat(CatalogueNumber.of(identity(1, name))).isEmpty();
    }

    @Test
    void isNotTakenFromAnotherVendorsName() {
        assertThat(CatalogueNumber.of(identity(2, "1756-L61/B LOGIX5561"))).isEmpty();
    }

    private static CipIdentity identity(int vendor, String name) {
        return new CipIdentity(vendor, 14, 0, 1, 1, 0, 0, name, OptionalInt.empty());
    }
}
