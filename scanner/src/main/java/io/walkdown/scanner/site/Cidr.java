package io.walkdown.scanner.site;

import io.walkdown.scanner.site.IpLiteral.Family;
import java.util.Comparator;
import java.util.regex.Pattern;

/// A range of addresses: a network and the length of its prefix (RFC 4632). One address is a range
/// of its own, /32 or /128.
///
/// @param network the first address; no bit is set below the prefix
/// @param prefix how many leading bits are fixed, 0 to the family's bits
public record Cidr(IpLiteral network, int prefix) implements Comparable<Cidr> {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    public Cidr {
        int bits = network.family().bits();
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix " + prefix + " is outside 0 to " + bits);
        }
        if (!masked(network, prefix).equals(network)) {
            throw new IllegalArgumentException(
                    network + "/" + prefix + " has bits set below its prefix");
        }
    }

    /// The range that a text spells, or why it is none. An address alone is one address.
    public static Parsed<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return switch (IpLiteral.parse(address)) {
            case Parsed.Wrong<IpLiteral> wrong -> wrong.as();
            case Parsed.Right<IpLiteral>(IpLiteral first) ->
                    slash < 0
                            ? new Parsed.Right<>(single(first))
                            : range(text, first, text.substring(slash + 1));
        };
    }

    private static Parsed<Cidr> range(String text, IpLiteral first, String length) {
        int bits = first.family().bits();
        if (!PREFIX.matcher(length).matches() || Integer.parseInt(length) > bits) {
            return new Parsed.Wrong<>(
                    "\"%s\" has the prefix \"%s\", which is not a number from 0 to %d"
                            .formatted(text, length, bits),
                    "write the length of the prefix, for example " + first + "/" + bits);
        }
        int prefix = Integer.parseInt(length);
        IpLiteral network = masked(first, prefix);
        if (!network.equals(first)) {
            return new Parsed.Wrong<>(
                    "\"%s\" has bits set below its prefix".formatted(text),
                    "write %s/%d for the range, or %s for the one address"
                            .formatted(network, prefix, first));
        }
        return new Parsed.Right<>(new Cidr(network, prefix));
    }

    /// The range of a text from our own code.
    ///
    /// @throws IllegalArgumentException where it is not a range
    public static Cidr of(String text) {
        return parse(text).orThrow();
    }

    /// The range that holds that address alone.
    public static Cidr single(IpLiteral address) {
        return new Cidr(address, address.family().bits());
    }

    /// Whether the address is in the range. Families never mix.
    public boolean contains(IpLiteral address) {
        return address.family() == network.family() && masked(address, prefix).equals(network);
    }

    /// Whether the ranges share an address.
    public boolean overlaps(Cidr other) {
        return prefix <= other.prefix ? contains(other.network) : other.contains(network);
    }

    /// Whether it is one address.
    public boolean isSingle() {
        return prefix == network.family().bits();
    }

    /// The last address of the range; in an IPv4 subnet that is its broadcast address.
    public IpLiteral last() {
        int bits = network.family().bits();
        int free = bits - prefix;
        long low = free >= 64 ? -1L : network.low() | ((1L << free) - 1);
        long high = free <= 64 ? network.high() : network.high() | (-1L >>> (128 - free));
        return new IpLiteral(network.family(), high, bits == 32 ? low & 0xffffffffL : low);
    }

    private static IpLiteral masked(IpLiteral address, int prefix) {
        if (address.family() == Family.IPV4) {
            return new IpLiteral(Family.IPV4, 0, address.low() & ones(prefix + 32));
        }
        return new IpLiteral(
                Family.IPV6,
                address.high() & ones(Math.min(prefix, 64)),
                address.low() & ones(prefix - 64));
    }

    /// The upper `count` bits of 64.
    private static long ones(int count) {
        return count <= 0 ? 0 : -1L << (64 - count);
    }

    /// The one normalised form; a single address has no prefix.
    public String text() {
        return isSingle() ? network.text() : network.text() + "/" + prefix;
    }

    @Override
    public int compareTo(Cidr other) {
        return Comparator.comparing(Cidr::network)
                .thenComparingInt(Cidr::prefix)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
