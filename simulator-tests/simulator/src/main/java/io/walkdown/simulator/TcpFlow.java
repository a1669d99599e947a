package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Rebuilds one TCP connection's packets from what its device recorded.
final class TcpFlow {

    private static final int FIN_ACK = 0x11;
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int RST_ACK = 0x14;
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;

    private final InetSocketAddress client;
    private final InetSocketAddress device;
    private int clientSequence = 1000;
    private int deviceSequence = 5000;

    TcpFlow(InetSocketAddress client, InetSocketAddress device) {
        this.client = client;
        this.device = device;
    }

    List<ByteBuffer> open() {
        ByteBuffer syn = IpPacket.tcp(client, device, clientSequence++, 0, SYN, Bytes.NONE);
        return List.of(syn, fromDevice(SYN_ACK, Bytes.NONE), fromClient(ACK, Bytes.NONE));
    }

    ByteBuffer data(boolean fromScanner, Bytes bytes) {
        return fromScanner ? fromClient(PSH_ACK, bytes) : fromDevice(PSH_ACK, bytes);
    }

    List<ByteBuffer> end(End end) {
        return switch (end) {
            case LEAKED -> List.of();
            case RST -> List.of(fromClient(RST_ACK, Bytes.NONE));
            case FIN ->
                    List.of(
                            fromClient(FIN_ACK, Bytes.NONE),
                            fromDevice(FIN_ACK, Bytes.NONE),
                            fromClient(ACK, Bytes.NONE));
            case DEVICE, EVICTED, REFUSED ->
                    List.of(
                            fromDevice(FIN_ACK, Bytes.NONE),
                            fromClient(FIN_ACK, Bytes.NONE),
                            fromDevice(ACK, Bytes.NONE));
        };
    }

    private ByteBuffer fromClient(int flags, Bytes bytes) {
        ByteBuffer packet =
                IpPacket.tcp(client, device, clientSequence, deviceSequence, flags, bytes);
        clientSequence += consumed(flags, bytes);
        return packet;
    }

    private ByteBuffer fromDevice(int flags, Bytes bytes) {
        ByteBuffer packet =
                IpPacket.tcp(device, client, deviceSequence, clientSequence, flags, bytes);
        deviceSequence += consumed(flags, bytes);
        return packet;
    }

    /// SYN and FIN take a number of their own.
    private static int consumed(int flags, Bytes bytes) {
        return bytes.length() + ((flags & SYN) != 0 || (flags & 1) != 0 ? 1 : 0);
    }
}
