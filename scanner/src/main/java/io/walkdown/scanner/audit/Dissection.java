package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.PacketFile.Packet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Takes a captured packet apart down to its TCP or UDP payload.
///
/// Link types: Ethernet with VLAN tags, raw IP, BSD null and loop, Linux cooked 1 and 2 (the
/// registry at tcpdump.org). IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200). Every
/// length is checked against what was captured.
final class Dissection {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MOST_TAGS = 4;
    private static final int MOST_EXTENSIONS = 8;

    private final Packet packet;
    private final byte[] bytes;

    private Dissection(Packet packet) {
        this.packet = packet;
        this.bytes = packet.bytes();
    }

    /// What came of it.
    sealed interface Outcome {
        /// A segment or datagram.
        record Carries(Segment segment) implements Outcome {}

        /// Something that is no business of an audit: ARP, ICMP, another protocol.
        record Other() implements Outcome {}

        /// Something that could have been a frame and cannot be read.
        record Unreadable(String why) implements Outcome {}
    }

    static Outcome of(Packet packet) {
        return new Dissection(packet).link();
    }

    private Outcome link() {
        return switch (packet.link()) {
            case 1 -> typed(12, 14);
            case 12, 14, 101, 228, 229 -> ip(0);
            case 0, 108 -> ip(4);
            case 113 -> typed(14, 16);
            case 276 -> typed(0, 20);
            default ->
                    new Outcome.Unreadable(
                            "link type %d is not known here".formatted(packet.link()));
        };
    }

    /// What an EtherType announces. A VLAN tag is two bytes, and the next type behind them.
    private Outcome typed(int typeAt, int payloadAt) {
        int type = typeAt;
        int payload = payloadAt;
        for (int tag = 0; tag <= MOST_TAGS; tag++) {
            if (payload > bytes.length) {
                return cutOff();
            }
            switch (u16(type)) {
                case IPV4, IPV6 -> {
                    return ip(payload);
                }
                case 0x8100, 0x88A8, 0x9100 -> {
                    type = payload + 2;
                    payload += 4;
                }
                default -> {
                    return new Outcome.Other();
                }
            }
        }
        return new Outcome.Unreadable("too many VLAN tags");
    }

    private Outcome ip(int at) {
        if (at >= bytes.length) {
            return cutOff();
        }
        return switch ((bytes[at] & 0xFF) >>> 4) {
            case 4 -> version4(at);
            case 6 -> version6(at);
            default -> new Outcome.Other();
        };
    }

    private Outcome version4(int at) {
        if (at + 20 > bytes.length) {
            return cutOff();
        }
        int header = (bytes[at] & 0x0F) * 4;
        int total = u16(at + 2);
        // offloading network cards leave 0 here
        int end = total == 0 ? bytes.length + packet.cut() : at + total;
        if (header < 20 || end < at + header) {
            return new Outcome.Unreadable("an IPv4 header that contradicts itself");
        }
        int protocol = bytes[at + 9] & 0xFF;
        if ((u16(at + 6) & 0x3FFF) != 0) {
            return isTransport(protocol) ? fragment() : new Outcome.Other();
        }
        return transport(protocol, address(at + 12, 4), address(at + 16, 4), at + header, end);
    }

    private Outcome version6(int at) {
        if (at + 40 > bytes.length) {
            return cutOff();
        }
        int length = u16(at + 4);
        int end = length == 0 ? bytes.length + packet.cut() : at + 40 + length;
        int next = bytes[at + 6] & 0xFF;
        int here = at + 40;
        for (int i = 0; i < MOST_EXTENSIONS && isExtension(next); i++) {
            if (here + 8 > bytes.length) {
                return cutOff();
            }
            next = bytes[here] & 0xFF;
            here += 8 + 8 * (bytes[here + 1] & 0xFF);
        }
        if (next == 44) {
            return fragment();
        }
        return transport(next, address(at + 8, 16), address(at + 24, 16), here, end);
    }

    private static boolean isExtension(int next) {
        return next == 0 || next == 43 || next == 60;
    }

    private static boolean isTransport(int protocol) {
        return protocol == TCP || protocol == UDP;
    }

    private Outcome transport(int protocol, InetAddress from, InetAddress to, int at, int end) {
        if (!isTransport(protocol)) {
            return new Outcome.Other();
        }
        if (at + (protocol == TCP ? 20 : 8) > bytes.length) {
            return cutOff();
        }
        var source = new InetSocketAddress(from, u16(at));
        var target = new InetSocketAddress(to, u16(at + 2));
        if (protocol == UDP) {
            return carries(source, target, false, at, at + 8, Math.min(end, at + u16(at + 4)));
        }
        int header = ((bytes[at + 12] & 0xFF) >>> 4) * 4;
        return header < 20
                ? new Outcome.Unreadable("a TCP header that contradicts itself")
                : carries(source, target, true, at, at + header, end);
    }

    private Outcome carries(
            InetSocketAddress from,
            InetSocketAddress to,
            boolean tcp,
            int header,
            int start,
            int end) {
        if (end < start) {
            return new Outcome.Unreadable("a header that is longer than its packet");
        }
        int there = Math.min(end, bytes.length);
        byte[] payload = start < there ? Arrays.copyOfRange(bytes, start, there) : new byte[0];
        int sequence = tcp ? u16(header + 4) << 16 | u16(header + 6) : 0;
        int flags = tcp ? bytes[header + 13] & 0xFF : 0;
        int cut = end - start - payload.length;
        return new Outcome.Carries(new Segment(from, to, tcp, sequence, flags, payload, cut));
    }

    private static Outcome cutOff() {
        return new Outcome.Unreadable("packets were captured in part (snap length)");
    }

    private static Outcome fragment() {
        return new Outcome.Unreadable("IP fragments are not put together");
    }

    private int u16(int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private InetAddress address(int at, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }
}
