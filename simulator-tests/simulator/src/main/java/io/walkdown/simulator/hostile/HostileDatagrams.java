package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.HonestTalk;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.hostile.HostileDevice.Tally;
import io.walkdown.simulator.hostile.Misdeed.Asked;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/// The UDP port of a hostile device. Each datagram is request 0 of a conversation of its own.
final class HostileDatagrams implements Closeable {
    private static final int MAX_FRAME = 4096;

    private final DatagramSocket socket;
    private final int port;
    private final PlantFile plant;
    private final Variant variant;
    private final Tally tally;

    HostileDatagrams(InetAddress address, int port, PlantFile plant, Variant variant, Tally tally)
            throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(address, port));
        this.port = port;
        this.plant = plant;
        this.variant = variant;
        this.tally = tally;
    }

    HostileDatagrams start() {
        Thread.ofVirtual().name("hostile-udp").start(this::run);
        return this;
    }

    private void run() {
        var packet = new DatagramPacket(new byte[MAX_FRAME], MAX_FRAME);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                Bytes frame = Bytes.of(packet.getData(), 0, packet.getLength());
                packet.setLength(MAX_FRAME);
                SocketAddress client = packet.getSocketAddress();
                tally.received(frame);
                Thread.ofVirtual().name("hostile-udp").start(() -> answer(frame, client));
            } catch (IOException e) {
                // closed, or a client's port is gone, which the next datagram does not mind
                packet.setLength(MAX_FRAME);
            }
        }
    }

    private void answer(Bytes frame, SocketAddress client) {
        try {
            Bytes honest = HonestTalk.with(plant, port).answer(frame).bytes();
            if (!variant.strikesAt(0)) {
                send(honest, client);
                return;
            }
            var asked = new Asked(0, frame, honest, List.of());
            for (Act act : variant.misdeed().instead(asked)) {
                does(act, client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            close();
        }
    }

    private void does(Act act, SocketAddress client) throws IOException, InterruptedException {
        switch (act) {
            case Act.Write(Bytes bytes) -> send(bytes, client);
            case Act.Pause(var length) -> Thread.sleep(length);
            case Act.Trickle(Bytes bytes, var between) -> {
                for (int i = 0; i < bytes.length(); i++) {
                    send(bytes.from(i).first(1), client);
                    Thread.sleep(between);
                }
            }
            case Act.Flood(Bytes pattern) -> flood(pattern, client);
            case Act.Urgent(int value) ->
                    throw new IllegalArgumentException("no urgent data by UDP: " + value);
            case Act.Stay(), Act.Close(), Act.Reset() ->
                    throw new IllegalArgumentException("no connection by UDP: " + act);
        }
    }

    /// A client that is gone cannot be told by UDP, so this ends after some thousand datagrams.
    private void flood(Bytes pattern, SocketAddress client) throws IOException {
        for (int i = 0; i < MAX_FRAME; i++) {
            send(pattern, client);
        }
    }

    private void send(Bytes bytes, SocketAddress client) throws IOException {
        socket.send(new DatagramPacket(bytes.toArray(), bytes.length(), client));
    }

    @Override
    public void close() {
        socket.close();
    }
}
