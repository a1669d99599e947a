package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.HonestTalk;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.hostile.Variant.Door;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Plays one variant of a misbehaviour on a loopback address, and counts what reached it.
///
/// Everything happens on virtual threads of its own; its methods may be called from any thread.
public final class HostileDevice implements AutoCloseable {
    private static final int ATTEMPTS = 20;
    private static final int CONNECT_MILLIS = 200;

    private final PlantFile plant;
    private final Spoken spoken;
    private final Variant variant;
    private final InetAddress address;
    private final Tally tally = new Tally();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;
    private @Nullable HostileDatagrams datagrams;
    private int port;

    private HostileDevice(Spoken spoken, Variant variant, String address) {
        this.spoken = spoken;
        this.variant = variant;
        this.plant = spoken.plant(address);
        this.address = InetAddress.ofLiteral(address);
    }

    /// Starts to listen on any free port of that address.
    ///
    /// @param address an IPv4 literal in 127.0.0.0/8
    /// @throws UncheckedIOException when that is not possible
    public static HostileDevice start(Spoken spoken, Variant variant, String address) {
        var device = new HostileDevice(spoken, variant, address);
        try {
            device.listen();
            return device;
        } catch (IOException e) {
            device.close();
            throw new UncheckedIOException("a hostile device cannot listen", e);
        }
    }

    /// Where it listens, or would.
    public int port() {
        return port;
    }

    /// What reached it up to now.
    public Witnessed witnessed() {
        return tally.witnessed();
    }

    private void listen() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                open();
                return;
            } catch (IOException e) {
                close();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// A port that is free for TCP may be taken for UDP.
    private void open() throws IOException {
        int backlog = variant.door() == Door.STUCK ? 1 : 50;
        ServerSocket tcp = new ServerSocket();
        listener = tcp;
        tcp.bind(new InetSocketAddress(address, 0), backlog);
        port = tcp.getLocalPort();
        boolean shut = variant.door() == Door.SHUT;
        if (spoken == Spoken.ENIP_TCP || (spoken.overUdp() && !shut)) {
            Variant byUdp = spoken.overUdp() ? variant : honest();
            datagrams = new HostileDatagrams(address, port, plant, byUdp, tally).start();
        }
        if (shut || spoken.overUdp()) {
            tcp.close();
        } else if (variant.door() == Door.STUCK) {
            fill();
        } else {
            Thread.ofVirtual().name("hostile").start(() -> accept(tcp));
        }
    }

    private static Variant honest() {
        return Variant.behind(Door.OPEN, "identified");
    }

    /// Takes the places in the listener's queue, until a connection request is not answered.
    private void fill() throws IOException {
        while (true) {
            var taking = new Socket();
            sockets.add(taking);
            try {
                taking.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private void accept(ServerSocket tcp) {
        try {
            while (!tcp.isClosed()) {
                Socket socket = tcp.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                tally.opened();
                Thread.ofVirtual().name("hostile").start(() -> serve(socket));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void serve(Socket socket) {
        try {
            new HostileSession(socket, HonestTalk.with(plant, port), variant, tally).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tally.ended();
        }
    }

    @Override
    public void close() {
        List<Closeable> all = new ArrayList<>(sockets);
        @Nullable ServerSocket tcp = listener;
        @Nullable HostileDatagrams udp = datagrams;
        if (tcp != null) {
            all.add(tcp);
        }
        if (udp != null) {
            all.add(udp);
        }
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a hostile device does not close", e);
            }
        }
    }

    /// What a hostile device saw of its clients.
    ///
    /// @param connections connections accepted
    /// @param openNow connections of which the client's end was not seen yet
    /// @param frames whole requests and datagrams received
    /// @param bytes bytes received
    public record Witnessed(int connections, int openNow, int frames, long bytes) {}

    /// The counts, for the device's threads. Thread-safe.
    static final class Tally {
        private int connections;
        private int openNow;
        private int frames;
        private long bytes;

        synchronized void opened() {
            connections++;
            openNow++;
        }

        synchronized void ended() {
            openNow--;
        }

        synchronized void received(Bytes frame) {
            frames++;
            bytes += frame.length();
        }

        synchronized Witnessed witnessed() {
            return new Witnessed(connections, openNow, frames, bytes);
        }
    }
}
