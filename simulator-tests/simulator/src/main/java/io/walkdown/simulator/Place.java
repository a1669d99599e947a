package io.walkdown.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/// The sockets on which one device listens: TCP, UDP or both, always with one port number.
///
/// @param port the port
/// @param tcp the TCP socket, or null
/// @param udp the UDP socket, or null
record Place(int port, @Nullable ServerSocketChannel tcp, @Nullable DatagramChannel udp) {

    private static final int BACKLOG = 50;
    private static final int UNPRIVILEGED = 10_000;
    private static final int ATTEMPTS = 20;

    /// Binds a device's sockets.
    ///
    /// @param given the port to use, or 0: the protocol's own if `ports` says so, else any free one
    /// @throws PlantException when that is not possible
    static Place bind(DeviceSpec device, SimulatedPlant.Ports ports, int given) {
        int standard = device.protocol().standardPort();
        if (given != 0) {
            return bindFirst(device, given);
        }
        return switch (ports) {
            case STANDARD -> bindFirst(device, standard, standard + UNPRIVILEGED);
            case EPHEMERAL -> bindAny(device);
        };
    }

    private static Place bindFirst(DeviceSpec device, int... ports) {
        StringBuilder why = new StringBuilder();
        for (int port : ports) {
            try {
                return open(device, port);
            } catch (IOException e) {
                why.append(" %s:%d: %s.".formatted(device.address(), port, e.getMessage()));
            }
        }
        boolean taken = why.indexOf("in use") >= 0;
        throw new PlantException(
                "device %s cannot listen:%s%s"
                        .formatted(
                                device.name(),
                                why,
                                taken ? " Is another simulated plant running?" : ""));
    }

    /// A port that is free for TCP may be taken for UDP; then another one is tried.
    private static Place bindAny(DeviceSpec device) {
        StringBuilder why = new StringBuilder();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return open(device, 0);
            } catch (IOException e) {
                why.append(" ").append(e.getMessage());
            }
        }
        throw new PlantException("device %s cannot listen:%s".formatted(device.name(), why));
    }

    private static Place open(DeviceSpec device, int port) throws IOException {
        @Nullable ServerSocketChannel tcp = null;
        try {
            tcp = device.listensOnTcp() || !device.answersUdp() ? tcp(device, port) : null;
            int own = tcp == null ? port : tcp.socket().getLocalPort();
            @Nullable DatagramChannel udp = device.answersUdp() ? udp(device, own) : null;
            int bound = udp == null ? own : udp.socket().getLocalPort();
            return new Place(bound, tcp, udp);
        } catch (IOException e) {
            if (tcp != null) {
                tcp.close();
            }
            throw e;
        }
    }

    private static ServerSocketChannel tcp(DeviceSpec device, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(address(device, port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel udp(DeviceSpec device, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            return channel.bind(address(device, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetSocketAddress address(DeviceSpec device, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(device.address()), port);
    }

    /// Stops listening; when this returns, nobody can connect any more.
    void close(Listeners listeners) {
        try {
            if (tcp != null) {
                listeners.forget(tcp);
            }
            if (udp != null) {
                listeners.forget(udp);
            }
        } catch (IOException e) {
            throw new PlantException("port " + port + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
