package io.walkdown.scanner.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The one place that guesses: it must name what is there, and nothing where it cannot tell (S14).
class OtherProtocolTest {
    @ParameterizedTest
    @CsvSource({
        "15030100020246, TLS",
        "160303007a02000076, TLS",
        "fffd18fffd20, Telnet",
        "0300001611d000010014, ISO-on-TCP",
        "000100000005ff2b0e0100, Modbus/TCP",
        "650004000000000000000000000000000000000000000000 01000000, EtherNet/IP"
    })
    void tellsAProtocolByItsFirstBytes(String hex, String name) {
        assertThat(OtherProtocol.of(bytes(hex))).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 400 Bad Request, HTTP",
        "SSH-2.0-OpenSSH_9.6, SSH",
        "220 Welcome, a text protocol",
        "-ERR unknown command, a text protocol"
    })
    void tellsATextProtocolByItsFirstBytes(String text, String name) {
        assertThat(OtherProtocol.of(text.getBytes(ISO_8859_1))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "1503", "18030100", "150305000202", "474554", "fffa18"})
    void namesNothingThatItCannotTell(String hex) {
        assertThat(OtherProtocol.of(bytes(hex))).isEmpty();
    }

    @Test
    void namesNoControllerWhoseFrameIsLongerThanItSays() {
        assertThat(OtherProtocol.of(bytes("0300000711d00001"))).isEmpty();
        assertThat(OtherProtocol.of(bytes("000100000003ff2b0e01"))).isEmpty();
    }

    @Property(tries = 500)
    void bearsWhateverComes(@ForAll byte[] bytes) {
        byte[] before = bytes.clone();

        assertThat(OtherProtocol.of(bytes)).isNotNull();
        assertThat(Arrays.equals(bytes, before)).isTrue();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
