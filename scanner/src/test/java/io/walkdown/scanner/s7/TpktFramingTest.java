package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpktFramingTest {
    private final TpktFraming framing = new TpktFraming();

    @ParameterizedTest
    @CsvSource({
        "03000007, 7",
        "0300000b, 11",
        "030000f7, 247",
        "03000100, 256",
        "0300ffff, 65535",
        "03000006, -1",
        "03000000, -1",
        "03010016, -1",
        "0300, -1",
        "02000016, -1",
        "83000016, -1",
        "72010016, -1",
        "48545450, -1"
    })
    void takesTheLengthFromTheHeader(String header, int length) {
        byte[] four = Arrays.copyOf(HexFormat.of().parseHex(header), framing.headerLength());

        assertThat(framing.frameLength(four)).isEqualTo(length);
    }

    @Test
    void tellsTwoFramesApartAtEverySplit() {
        byte[] both = HexFormat.of().parseHex("0300000b0680001400010003000007" + "02f080");

        for (int arrived = framing.headerLength(); arrived <= both.length; arrived++) {
            assertThat(framing.frameLength(Arrays.copyOf(both, arrived))).isEqualTo(11);
        }
        for (int arrived = 11 + framing.headerLength(); arrived <= both.length; arrived++) {
            assertThat(framing.frameLength(Arrays.copyOfRange(both, 11, arrived))).isEqualTo(7);
        }
    }

    @Property
    void namesOnlyFramesThatHoldACotpHeader(@ForAll @Size(4) byte[] header) {
        int length = framing.frameLength(header);

        assertThat(length == -1 || (length >= 7 && length <= 65_535)).isTrue();
    }
}
