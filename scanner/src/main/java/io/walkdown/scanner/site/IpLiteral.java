package io.walkdown.scanner.site;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/// An IPv4 or IPv6 address, parsed by our own strict code: no name is ever resolved and no text has
/// two readings (S11).
///
/// Refused are host names, short, octal and hexadecimal IPv4 forms, IPv6 zone ids, and every way of
/// writing an IPv4 address as IPv6. Two literals are equal where their bits are.
///
/// @param family which protocol's address
/// @param high the upper 64 bits of an IPv6 address, 0 for IPv4
/// @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
public record IpLiteral(Family family, long high, long low) implements Comparable<IpLiteral> {
    private static final Comparator<IpLiteral> ORDER =
            Comparator.comparing(IpLiteral::family)
                    .thenComparing(IpLiteral::high, Long::compareUnsigned)
                    .thenComparing(IpLiteral::low, Long::compareUnsigned);

    /// The two Internet Protocols.
    public enum Family {
        /// RFC 791.
        IPV4(32),
        /// RFC 8200.
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /// How long an address is: 32 or 128 bits.
        public int bits() {
            return bits;
        }
    }

    public IpLiteral {
        if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /// The address that a text spells, or why it is none.
    public static Parsed<IpLiteral> parse(String text) {
        return text.indexOf(':') >= 0 ? Ipv6Text.parse(text) : Ipv4Text.parse(text);
    }

    /// The address of a text from our own code.
    ///
    /// @throws IllegalArgumentException where it is not an IP literal
    public static IpLiteral of(String text) {
        return parse(text).orThrow();
    }

    /// The one normalised form: dotted decimal, or RFC 5952 for IPv6.
    public String text() {
        return switch (family) {
            case IPV4 -> Ipv4Text.format((int) low);
            case IPV6 -> Ipv6Text.format(high, low);
        };
    }

    /// The address for a socket; nothing is looked up.
    public InetAddress toInetAddress() {
        byte[] bytes =
                switch (family) {
                    case IPV4 -> ByteBuffer.allocate(4).putInt((int) low).array();
                    case IPV6 -> ByteBuffer.allocate(16).putLong(high).putLong(low).array();
                };
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of a legal length", impossible);
        }
    }

    /// Whether it is 127.0.0.0/8 or ::1.
    public boolean isLoopback() {
        return Ranges.LOOPBACK.stream().anyMatch(range -> range.contains(this));
    }

    /// Whether it names one device: not unspecified, multicast, broadcast or reserved.
    public boolean isUnicast() {
        return Ranges.NOT_ONE_DEVICE.stream().noneMatch(range -> range.contains(this));
    }

    /// Whether it is public (S11): everything that is not private (RFC 1918), loopback, link-local,
    /// shared (100.64.0.0/10, RFC 6598) or unique local (fc00::/7, RFC 4193). Addresses set aside
    /// for documentation count as public.
    public boolean isPublic() {
        return Ranges.NOT_PUBLIC.stream().noneMatch(range -> range.contains(this));
    }

    @Override
    public int compareTo(IpLiteral other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }

    /// The ranges with a meaning of their own (IANA special-purpose address registries).
    private static final class Ranges {
        static final List<Cidr> LOOPBACK = cidrs("127.0.0.0/8", "::1/128");
        static final List<Cidr> NOT_ONE_DEVICE =
                cidrs("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8");
        static final List<Cidr> NOT_PUBLIC =
                cidrs(
                        "10.0.0.0/8",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "100.64.0.0/10",
                        "::1/128",
                        "fe80::/10",
                        "fc00::/7");

        private static List<Cidr> cidrs(String... texts) {
            return List.of(texts).stream().map(Cidr::of).toList();
        }
    }
}
