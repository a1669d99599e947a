package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncapsulationFramingTest {
    private final EncapsulationFraming framing = new EncapsulationFraming();

    @Test
    void cutsTwoFramesAtEverySplit() {
        byte[] first = HexFormat.of().parseHex(Captured.REGISTERED);
        byte[] second = HexFormat.of().parseHex(Captured.CPPPO_IDENTITY);
        byte[] stream = HexFormat.of().parseHex(Captured.REGISTERED + Captured.CPPPO_IDENTITY);

        for (int split = 0; split <= stream.length; split++) {
            List<byte[]> frames = new java.util.ArrayList<>();
            byte[] rest = cut(Arrays.copyOf(stream, split), frames);
            byte[] joined = Arrays.copyOf(rest, rest.length + stream.length - split);
            System.arraycopy(stream, split, joined, rest.length, stream.length - split);

            assertThat(cut(joined, frames)).as("split at %d", split).isEmpty();
            assertThat(frames).containsExactly(first, second);
        }
    }

    private byte[] cut(byte[] bytes, List<byte[]> frames) {
        byte[] rest = bytes;
        while (rest.length >= framing.headerLength() && framing.frameLength(rest) <= rest.length) {
            int length = framing.frameLength(rest);
            frames.add(Arrays.copyOf(rest, length));
            rest = Arrays.copyOfRange(rest, length, rest.length);
        }
        return rest;
    }

    @ParameterizedTest
    @CsvSource({"0000, 24", "0100, 25", "ff00, 279", "0001, 280", "ffff, 65559"})
    void readsTheLengthLeastSignificantByteFirst(String length, int whole) {
        byte[] header = HexFormat.of().parseHex("6f00" + length + "00".repeat(20));

        assertThat(framing.frameLength(header)).isEqualTo(whole);
    }

    @Test
    void knowsAnotherProtocolByItsFirstBytes() {
        byte[] http = "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII);

        assertThat(http).hasSize(framing.headerLength());
        assertThat(framing.frameLength(http)).isEqualTo(-1);
        assertThat(framing.frameLength(new byte[24])).isEqualTo(24);
    }
}
