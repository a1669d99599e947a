package io.walkdown.scanner.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Rebuilds IP packets around the payloads of one TCP connection or one pair of UDP ports, with
/// sequence numbers and checksums that a dissector accepts (RFC 791, 8200, 9293, 768). Not
/// thread-safe.
final class PacketFlow {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int PUSH = 0x08;
    private static final int ACK = 0x10;

    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final boolean tcp;
    private int localSequence;
    private int remoteSequence;

    PacketFlow(InetSocketAddress local, InetSocketAddress remote, boolean tcp) {
        this.local = local;
        this.remote = remote;
        this.tcp = tcp;
    }

    /// The three packets that open a TCP connection.
    byte[][] opening() {
        byte[] syn = segment(true, SYN, new byte[0]);
        localSequence++;
        byte[] synAck = segment(false, SYN | ACK, new byte[0]);
        remoteSequence++;
        return new byte[][] {syn, synAck, segment(true, ACK, new byte[0])};
    }

    /// The packet of a payload that we send.
    byte[] sent(byte[] payload) {
        if (!tcp) {
            return datagram(true, payload);
        }
        byte[] packet = segment(true, PUSH | ACK, payload);
        localSequence += payload.length;
        return packet;
    }

    /// Takes back a payload that was recorded and will not leave: what is sent next has its
    /// numbers.
    void takeBack(byte[] payload) {
        localSequence -= payload.length;
    }

    /// The packet of a payload that we read.
    byte[] received(byte[] payload) {
        if (!tcp) {
            return datagram(false, payload);
        }
        byte[] packet = segment(false, PUSH | ACK, payload);
        remoteSequence += payload.length;
        return packet;
    }

    /// The packet that ends our direction.
    byte[] ourEnd() {
        byte[] packet = segment(true, FIN | ACK, new byte[0]);
        localSequence++;
        return packet;
    }

    /// The packet that ends the peer's direction.
    ///
    /// @param reset whether the peer reset the connection
    byte[] theirEnd(boolean reset) {
        byte[] packet = segment(false, reset ? RST | ACK : FIN | ACK, new byte[0]);
        remoteSequence++;
        return packet;
    }

    private byte[] segment(boolean ours, int flags, byte[] payload) {
        ByteBuffer segment = ByteBuffer.allocate(TCP_HEADER + payload.length);
        segment.putShort((short) from(ours).getPort()).putShort((short) from(!ours).getPort());
        segment.putInt(ours ? localSequence : remoteSequence);
        segment.putInt((flags & ACK) == 0 ? 0 : (ours ? remoteSequence : localSequence));
        segment.put((byte) ((TCP_HEADER / 4) << 4)).put((byte) flags).putShort((short) 0xFFFF);
        segment.putInt(0).put(payload);
        return packet(ours, TCP, segment, 16);
    }

    private byte[] datagram(boolean ours, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(UDP_HEADER + payload.length);
        datagram.putShort((short) from(ours).getPort()).putShort((short) from(!ours).getPort());
        datagram.putShort((short) (UDP_HEADER + payload.length)).putShort((short) 0).put(payload);
        return packet(ours, UDP, datagram, 6);
    }

    private InetSocketAddress from(boolean ours) {
        return ours ? local : remote;
    }

    private byte[] packet(boolean ours, int protocol, ByteBuffer transport, int checksumAt) {
        byte[] source = from(ours).getAddress().getAddress();
        byte[] target = from(!ours).getAddress().getAddress();
        int length = transport.capacity();
        byte[] pseudo = new byte[source.length + target.length + 8 + length];
        ByteBuffer.wrap(pseudo)
                .put(source)
                .put(target)
                .putInt(length)
                .putInt(protocol)
                .put(transport.duplicate().clear());
        int sum = checksum(pseudo);
        transport.putShort(checksumAt, (short) (sum == 0 && protocol == UDP ? 0xFFFF : sum));
        ByteBuffer whole = transport.duplicate().clear();
        return source.length == 4
                ? version4(source, target, protocol, whole)
                : version6(source, target, protocol, whole);
    }

    private static byte[] version4(
            byte[] source, byte[] target, int protocol, ByteBuffer transport) {
        byte[] packet = new byte[20 + transport.remaining()];
        ByteBuffer header = ByteBuffer.wrap(packet);
        header.put((byte) 0x45).put((byte) 0).putShort((short) packet.length);
        header.putShort((short) 0).putShort((short) 0x4000).put((byte) 64).put((byte) protocol);
        header.putShort((short) 0).put(source).put(target);
        header.putShort(10, (short) checksum(Arrays.copyOf(packet, 20)));
        header.put(transport);
        return packet;
    }

    private static byte[] version6(
            byte[] source, byte[] target, int protocol, ByteBuffer transport) {
        byte[] packet = new byte[40 + transport.remaining()];
        ByteBuffer header = ByteBuffer.wrap(packet);
        header.putInt(0x6000_0000).putShort((short) transport.remaining()).put((byte) protocol);
        header.put((byte) 64).put(source).put(target).put(transport);
        return packet;
    }

    /// The Internet checksum (RFC 1071).
    private static int checksum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            int low = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
            sum += ((bytes[i] & 0xFF) << 8) | low;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
