package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import io.walkdown.simulator.Slots.Admission;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One simulated device: its sockets, its slots and its behaviour.
///
/// Connections from the plant's own panel are known by their local address, which the panel states
/// before it connects; they take a slot like any other and are not witnessed.
final class Device {

    private static final Bytes RUBBISH =
            Bytes.hex("de ad be ef 00 13 37 ff 55 aa 55 aa 00 00 01 7f");

    private final DeviceWatch watch;
    private final Listeners listeners;
    private final Set<SocketAddress> panel;
    private final Slots slots = new Slots();
    private final ReentrantLock bus = new ReentrantLock();
    private final AtomicInteger sessions = new AtomicInteger();
    private final int port;
    private volatile DeviceSpec spec;
    private @Nullable Place place;
    private @Nullable Datagrams datagrams;

    /// @param place the bound sockets; those of an absent device are closed again
    /// @param panel the local addresses of the plant's own panel
    Device(
            DeviceSpec spec,
            Place place,
            Witness site,
            Listeners listeners,
            Set<SocketAddress> panel) {
        this.spec = spec;
        this.port = place.port();
        this.watch = new DeviceWatch(spec, port, site);
        this.listeners = listeners;
        this.panel = panel;
        this.place = place;
    }

    String name() {
        return spec.name();
    }

    DeviceSpec spec() {
        return spec;
    }

    int port() {
        return port;
    }

    DeviceWatch watch() {
        return watch;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(own(), port);
    }

    private Inet4Address own() {
        return (Inet4Address) InetAddress.ofLiteral(spec.address());
    }

    /// Begins to listen, if the device is there.
    void listen() {
        if (spec.absent()) {
            silence();
            return;
        }
        Place bound = place == null ? Place.bind(spec, SimulatedPlant.Ports.STANDARD, port) : place;
        place = bound;
        try {
            ServerSocketChannel tcp = bound.tcp();
            if (tcp != null) {
                listeners.listen(tcp, SelectionKey.OP_ACCEPT, () -> accept(tcp));
            }
            DatagramChannel udp = bound.udp();
            if (udp != null) {
                Datagrams answering = new Datagrams(udp, this);
                datagrams = answering;
                listeners.listen(udp, SelectionKey.OP_READ, answering::receive);
            }
        } catch (IOException e) {
            throw new PlantException(name() + " cannot listen: " + e.getMessage(), e);
        }
    }

    private void silence() {
        Place bound = place;
        if (bound != null) {
            bound.close(listeners);
        }
        place = null;
        datagrams = null;
    }

    /// Turns the device into `changed`; open connections go on.
    void become(DeviceSpec changed) {
        boolean wasAbsent = spec.absent();
        spec = changed;
        watch.become(changed);
        if (wasAbsent != changed.absent()) {
            listen();
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return;
        }
        Socket socket = channel.socket();
        socket.setTcpNoDelay(true);
        Session session = new Session(socket, this, dialogue());
        Admission admission = slots.admit(session, spec);
        InetSocketAddress client = (InetSocketAddress) socket.getRemoteSocketAddress();
        @Nullable ConnectionWatch seenBy =
                panel.contains(client) ? null : watch.opened(client, admission.fault());
        Session evicted = admission.evicted();
        if (evicted != null) {
            evicted.end(End.EVICTED);
        }
        if (!admission.refused()) {
            session.start(seenBy);
        } else {
            refuse(socket, seenBy);
        }
    }

    private static void refuse(Socket socket, @Nullable ConnectionWatch seenBy) throws IOException {
        if (seenBy != null) {
            seenBy.ended(End.REFUSED);
        }
        socket.close();
    }

    Dialogue dialogue() {
        return switch (spec.protocol()) {
            case S7 -> new S7Dialogue(() -> Spec.required("s7", spec.s7()));
            case MODBUS ->
                    new ModbusDialogue(
                            () -> Spec.required("modbus", spec.modbus()), bus, slots::taken);
            case ENIP ->
                    new EnipDialogue(
                            () -> Spec.required("enip", spec.enip()), own(), port, newSession());
        };
    }

    /// Session handles look random on real devices; what counts is that none is 0 or used twice.
    private int newSession() {
        return 0x10000000 | (sessions.incrementAndGet() * 0x9e3779 & 0x7fffffff);
    }

    /// Takes the device's time and gives its answer, or what it gives instead.
    Reply behave(Understood request) throws InterruptedException {
        DeviceSpec now = spec;
        Pause.millis(now.answerDelayMs());
        if (now.silent()) {
            return Reply.NOTHING;
        }
        return now.rubbish() ? Reply.of(RUBBISH) : request.answering().reply();
    }

    void left(Session session) {
        slots.release(session);
    }

    /// What is open now outlived its scan.
    void scanEnded() {
        watch.scanEnded();
        Datagrams answering = datagrams;
        if (answering != null) {
            answering.forget();
        }
    }

    void stop() {
        silence();
        slots.sessions().forEach(Session::abandon);
    }
}
