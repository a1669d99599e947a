package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0"
    })
    void hasOneTextForm(String text, String normal) {
        assertThat(IpLiteral.of(text).text()).isEqualTo(normal);
        assertThat(IpLiteral.of(normal)).isEqualTo(IpLiteral.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.0x4",
                "1..3.4",
                "1.2.3.",
                " 1.2.3.4",
                "1.2.3.4 ",
                "+1.2.3.4",
                "１.2.3.4",
                "localhost",
                "a.b.c.d",
                "1.2.3.4:80",
                "1.2.3.99999999999",
                ":",
                ":::",
                "1::2::3",
                "::1%lo",
                "[::1]",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7",
                "1:2:3:4::5:6:7:8",
                "::ffff:1.2.3.4",
                "::1.2.3.4",
                "::ffff:102:304",
                "::102:304",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:"
            })
    void refusesWhatHasAnotherReadingOrNone(String text) {
        assertThat(IpLiteral.parse(text)).isInstanceOf(Parsed.Wrong.class);
    }

    @Property
    void everyIpv6AddressReadsAsTheJdkReadsIt(@ForAll @Size(16) byte[] bytes)
            throws UnknownHostException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        IpLiteral literal =
                new IpLiteral(IpLiteral.Family.IPV6, buffer.getLong(), buffer.getLong());
        InetAddress expected = InetAddress.getByAddress(bytes);

        if (IpLiteral.parse(literal.text()) instanceof Parsed.Right<IpLiteral>(IpLiteral parsed)) {
            assertThat(parsed).isEqualTo(literal);
            assertThat(parsed.toInetAddress()).isEqualTo(expected);
            assertThat(InetAddress.getByName(literal.text())).isEqualTo(expected);
        } else {
            assertThat(literal.high()).isZero();
        }
    }

    @Property
    void everyIpv4AddressComesBack(@ForAll int bits) {
        IpLiteral literal = new IpLiteral(IpLiteral.Family.IPV4, 0, bits & 0xffffffffL);

        assertThat(IpLiteral.of(literal.text())).isEqualTo(literal);
        assertThat(literal.toInetAddress().getHostAddress()).isEqualTo(literal.text());
    }

    @Property
    void noTextMakesTheParserThrow(@ForAll @StringLength(max = 50) String text) {
        assertThat(IpLiteral.parse(text)).isNotNull();
        assertThat(Cidr.parse(text)).isNotNull();
        assertThat(Selector.parse(text)).isNotNull();
        assertThat(Schedule.parse(text)).isNotNull();
    }

    @Property
    void aRangeHoldsItsFirstAndLastAndNothingBeside(
            @ForAll int bits, @ForAll @IntRange(min = 1, max = 32) int prefix) {
        long mask = prefix == 32 ? 0xffffffffL : 0xffffffffL & ~((1L << (32 - prefix)) - 1);
        long first = bits & mask;
        Cidr range = new Cidr(new IpLiteral(IpLiteral.Family.IPV4, 0, first), prefix);

        assertThat(range.contains(range.network())).isTrue();
        assertThat(range.contains(range.last())).isTrue();
        assertThat(range.last().low()).isEqualTo(first | (~mask & 0xffffffffL));
        assertThat(neighbour(range.last(), 1)).satisfies(a -> assertOutside(range, a));
        assertThat(neighbour(range.network(), -1)).satisfies(a -> assertOutside(range, a));
    }

    private static IpLiteral neighbour(IpLiteral address, int step) {
        return new IpLiteral(IpLiteral.Family.IPV4, 0, (address.low() + step) & 0xffffffffL);
    }

    private static void assertOutside(Cidr range, IpLiteral address) {
        assertThat(range.contains(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00::/8, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00:1::/64, fd00:1::ffff:ffff:ffff:ffff",
        "fd00:1::/120, fd00:1::ff",
        "fd00:1::1/128, fd00:1::1"
    })
    void knowsTheLastAddressOfAnIpv6Range(String range, String last) {
        assertThat(Cidr.of(range).last()).isEqualTo(IpLiteral.of(last));
        assertThat(Cidr.of(range).contains(IpLiteral.of(last))).isTrue();
        assertThat(Cidr.of(range).contains(IpLiteral.of("1.2.3.4"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, true",
        "10.0.0.0, false",
        "10.255.255.255, false",
        "11.0.0.0, true",
        "172.15.255.255, true",
        "172.16.0.0, false",
        "172.31.255.255, false",
        "172.32.0.0, true",
        "192.167.255.255, true",
        "192.168.0.0, false",
        "192.168.255.255, false",
        "192.169.0.0, true",
        "100.63.255.255, true",
        "100.64.0.0, false",
        "100.127.255.255, false",
        "100.128.0.0, true",
        "126.255.255.255, true",
        "127.0.0.1, false",
        "128.0.0.0, true",
        "169.254.1.1, false",
        "192.0.2.1, true",
        "::1, false",
        "::2:0:0, true",
        "fe80::1, false",
        "fec0::1, true",
        "fc00::1, false",
        "fdff::1, false",
        "fe00::1, true",
        "2001:db8::1, true",
        "64:ff9b::1, true"
    })
    void knowsWhatIsPublic(String address, boolean isPublic) {
        assertThat(IpLiteral.of(address).isPublic()).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, INSIDE",
        "10.0.0.7, EXCLUDED",
        "10.0.1.5, OUTSIDE",
        "10.0.0.0, NOT_ONE_DEVICE",
        "10.0.0.255, NOT_ONE_DEVICE",
        "10.9.0.0, INSIDE",
        "10.9.0.1, INSIDE",
        "8.8.8.8, PUBLIC",
        "8.8.4.4, INSIDE",
        "9.9.9.9, EXCLUDED",
        "239.1.1.1, NOT_ONE_DEVICE",
        "0.0.0.0, NOT_ONE_DEVICE",
        "255.255.255.255, NOT_ONE_DEVICE",
        "fd00::, INSIDE",
        "fe80::1, OUTSIDE"
    })
    void scopeDecides(String address, Scope.Verdict verdict) {
        Scope scope =
                new Scope(
                        Stream.of(
                                        "10.0.0.0/24",
                                        "10.9.0.0/31",
                                        "8.8.8.0/24",
                                        "8.8.4.4",
                                        "9.9.9.9",
                                        "224.0.0.0/4",
                                        "fd00::/64")
                                .map(Cidr::of)
                                .toList(),
                        List.of(Cidr.of("10.0.0.7"), Cidr.of("9.9.9.0/24")));

        assertThat(scope.verdict(IpLiteral.of(address))).isEqualTo(verdict);
        assertThat(scope.contains(IpLiteral.of(address)))
                .isEqualTo(verdict == Scope.Verdict.INSIDE);
    }
}
