package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MbapFramingTest {
    private final MbapFraming framing = new MbapFraming();

    @ParameterizedTest
    @CsvSource({
        "000100000002, 8",
        "ffff00000005, 11",
        "0001000000fe, 260",
        "000100000000, -1",
        "000100000001, -1",
        "0001000000ff, -1",
        "000100000100, -1",
        "00010000ffff, -1",
        "000100010005, -1",
        "000101000005, -1",
        "485454502f31, -1"
    })
    void takesTheLengthFromTheHeader(String header, int length) {
        assertThat(framing.frameLength(HexFormat.of().parseHex(header))).isEqualTo(length);
    }

    @Test
    void tellsTwoFramesApartAtEverySplit() {
        byte[] both = HexFormat.of().parseHex("000100000005ff2b0e0100" + "000200000003ffab01");

        for (int arrived = framing.headerLength(); arrived <= both.length; arrived++) {
            assertThat(framing.frameLength(Arrays.copyOf(both, arrived))).isEqualTo(11);
        }
        for (int arrived = 11 + framing.headerLength(); arrived <= both.length; arrived++) {
            assertThat(framing.frameLength(Arrays.copyOfRange(both, 11, arrived))).isEqualTo(9);
        }
    }

    @Property
    void neverNamesAFrameBeyondTheProtocolsLongest(@ForAll @Size(6) byte[] header) {
        int length = framing.frameLength(header);

        assertThat(length == -1 || (length >= 8 && length <= 260)).isTrue();
    }
}
