package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.plc4x.java.s7.readwrite.TPKTPacket;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes as they went over the wire to servers that answered them.
class S7FramesTest {
    private static final String CONNECT = "0300001611e00000001400c1020100c2020302c0010a";
    private static final String SETUP = "0300001902f08032010000000100080000f0000001000101e0";
    private static final String MODULES =
            "0300002102f080320700000001000800080001120411440100ff09000400110000";
    private static final String COMPONENTS =
            "0300002102f080320700000002000800080001120411440100ff090004001c0000";
    private static final String MORE =
            "0300002102f080320700000003000c00040001120812440101000000000a000000";
    private static final String DISCONNECT = "0300000b06800001001400";

    @Test
    void writesWhatServersAnswered() {
        assertThat(hex(S7Frames.connect(0x0302))).isEqualTo(CONNECT);
        assertThat(hex(S7Frames.setup(1))).isEqualTo(SETUP);
        assertThat(hex(S7Frames.read(1, 0x0011))).isEqualTo(MODULES);
        assertThat(hex(S7Frames.read(2, 0x001C))).isEqualTo(COMPONENTS);
        assertThat(hex(S7Frames.more(3, 1))).isEqualTo(MORE);
        assertThat(hex(S7Frames.disconnect(1))).isEqualTo(DISCONNECT);
    }

    @Test
    void printsTheBytesWithTheirVariables() {
        assertThat(S7Frames.connectTemplate(0x0302).hex()).isEqualTo(CONNECT);
        assertThat(S7Frames.setupTemplate().hex()).isEqualTo(open(SETUP, 11, 2));
        assertThat(S7Frames.readTemplate(0x0011).hex()).isEqualTo(open(MODULES, 11, 2));
        assertThat(S7Frames.readTemplate(0x001C).hex()).isEqualTo(open(COMPONENTS, 11, 2));
        assertThat(S7Frames.continueTemplate().hex()).isEqualTo(open(open(MORE, 11, 2), 24, 1));
        assertThat(S7Frames.disconnectTemplate().hex()).isEqualTo(open(DISCONNECT, 6, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x0100, 0x0101, 0x0302, 0x1000, 0xFFFF})
    void plc4xWritesTheConnectTemplateForEveryTsap(int tsap) {
        requireSame(S7Frames.connectTemplate(tsap), S7Frames.connect(tsap));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 0x7FFF, 0x8000, 0xFFFF})
    void plc4xWritesEveryTemplateUnderEveryReference(int reference) {
        requireSame(S7Frames.setupTemplate(), S7Frames.setup(reference), reference);
        requireSame(S7Frames.readTemplate(0x0011), S7Frames.read(reference, 0x0011), reference);
        requireSame(S7Frames.readTemplate(0x001C), S7Frames.read(reference, 0x001C), reference);
        requireSame(S7Frames.disconnectTemplate(), S7Frames.disconnect(reference), reference);
    }

    @Test
    void plc4xWritesTheContinuationTemplateForEverySequence() {
        for (int sequence = 0; sequence <= 255; sequence++) {
            byte[] frame = S7Frames.more(0x1234, sequence);

            requireSame(S7Frames.continueTemplate(), frame, 0x1234, sequence);
        }
    }

    /// All but the continuation, whose parameter PLC4X reads only in part.
    @ParameterizedTest
    @ValueSource(strings = {CONNECT, SETUP, MODULES, COMPONENTS, DISCONNECT})
    void plc4xReadsTheFrameThatTheTemplateSays(String frame)
            throws ParseException, SerializationException {
        byte[] bytes = HexFormat.of().parseHex(frame);
        var buffer = new ReadBufferByteBased(bytes);

        TPKTPacket packet = TPKTPacket.staticParse(buffer);

        assertThat(buffer.getPos()).as("bytes read").isEqualTo(bytes.length);
        assertThat(packet.getLengthInBytes()).isEqualTo(bytes.length);
        var again = new WriteBufferByteBased(packet.getLengthInBytes());
        packet.serialize(again);
        assertThat(hex(again.getBytes())).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void explainsEveryByteOnce(FrameTemplate template) {
        int at = 0;
        for (FrameTemplate.Part part : template.layout()) {
            assertThat(part.offset()).isEqualTo(at);
            assertThat(part.meaning()).isNotBlank();
            at += part.length();
        }
        assertThat(at).isEqualTo(template.length());
    }

    @Test
    void takesEachVariableFromItsOnlySource() {
        assertThat(S7Frames.connectTemplate(0).variables()).isEmpty();
        assertThat(List.of(S7Frames.setupTemplate(), S7Frames.readTemplate(0x0011)))
                .allSatisfy(template ->
                        assertThat(template.variables())
                                .containsExactly(new Variable(11, 2, new Source.Counter())));
        assertThat(S7Frames.continueTemplate().variables())
                .containsExactly(
                        new Variable(11, 2, new Source.Counter()),
                        new Variable(24, 1, new Source.PreviousAnswer(24)));
        assertThat(S7Frames.disconnectTemplate().variables())
                .containsExactly(new Variable(6, 2, new Source.AnswerTo("cotp-connect", 8)));
    }

    private static Stream<FrameTemplate> templates() {
        return Stream.of(
                S7Frames.connectTemplate(0x0302),
                S7Frames.setupTemplate(),
                S7Frames.readTemplate(0x0011),
                S7Frames.readTemplate(0x001C),
                S7Frames.continueTemplate(),
                S7Frames.disconnectTemplate());
    }

    /// The frame is the template with those values in its variables, in their order.
    private static void requireSame(FrameTemplate template, byte[] frame, int... values) {
        byte[] expected = template.bytes();
        assertThat(template.variables()).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            Variable variable = template.variables().get(i);
            for (int b = 0; b < variable.length(); b++) {
                int shift = 8 * (variable.length() - 1 - b);
                expected[variable.offset() + b] = (byte) (values[i] >>> shift);
            }
        }
        assertThat(hex(frame)).isEqualTo(hex(expected));
    }

    private static String open(String hex, int offset, int length) {
        return hex.substring(0, 2 * offset)
                + "..".repeat(length)
                + hex.substring(2 * (offset + length));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
