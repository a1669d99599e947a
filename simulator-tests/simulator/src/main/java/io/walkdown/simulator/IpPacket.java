package io.walkdown.simulator;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// IPv4 packets (RFC 791) around UDP (RFC 768) and TCP (RFC 9293), with right checksums.
final class IpPacket {

    private static final int IP = 20;
    private static final int TCP = 20;
    private static final int UDP = 8;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;

    private IpPacket() {}

    static ByteBuffer udp(InetSocketAddress from, InetSocketAddress to, Bytes payload) {
        int length = UDP + payload.length();
        ByteBuffer packet = start(from, to, PROTOCOL_UDP, length);
        packet.putShort((short) from.getPort()).putShort((short) to.getPort());
        packet.putShort((short) length).putShort((short) 0).put(payload.toArray());
        return summed(packet, PROTOCOL_UDP, 6);
    }

    /// @param flags as in the TCP header: 01 FIN, 02 SYN, 04 RST, 08 PSH, 10 ACK
    static ByteBuffer tcp(
            InetSocketAddress from,
            InetSocketAddress to,
            int sequence,
            int acknowledged,
            int flags,
            Bytes payload) {
        ByteBuffer packet = start(from, to, PROTOCOL_TCP, TCP + payload.length());
        packet.putShort((short) from.getPort()).putShort((short) to.getPort());
        packet.putInt(sequence).putInt(acknowledged).put((byte) ((TCP / 4) << 4)).put((byte) flags);
        packet.putShort((short) 0xffff).putInt(0).put(payload.toArray());
        return summed(packet, PROTOCOL_TCP, 16);
    }

    private static ByteBuffer start(
            InetSocketAddress from, InetSocketAddress to, int protocol, int length) {
        ByteBuffer packet = ByteBuffer.allocate(IP + length);
        packet.putShort((short) 0x4500).putShort((short) (IP + length));
        packet.putShort((short) 0).putShort((short) 0x4000);
        packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
        packet.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
        return packet.putShort(10, (short) checksum(packet, 0, IP, 0));
    }

    private static ByteBuffer summed(ByteBuffer packet, int protocol, int offset) {
        int end = packet.position();
        // the pseudo header: both addresses, the protocol and the length
        long pseudo = sum(packet, 12, IP) + protocol + (end - IP);
        int checksum = checksum(packet, IP, end, pseudo);
        boolean zeroMeansNone = protocol == PROTOCOL_UDP && checksum == 0;
        return packet.putShort(IP + offset, (short) (zeroMeansNone ? 0xffff : checksum));
    }

    private static int checksum(ByteBuffer packet, int from, int to, long more) {
        long sum = sum(packet, from, to) + more;
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }

    private static long sum(ByteBuffer packet, int from, int to) {
        long sum = 0;
        for (int at = from; at < to; at++) {
            int value = packet.get(at) & 0xff;
            sum += (at - from) % 2 == 0 ? (long) value << 8 : value;
        }
        return sum;
    }
}
