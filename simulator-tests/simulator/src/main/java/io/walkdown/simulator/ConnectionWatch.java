package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import io.walkdown.simulator.Understood.Step;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/// One scan connection, or one sender of datagrams, as its device sees it.
///
/// Called by the connection's own thread, and by the plant when it ends the connection.
final class ConnectionWatch {

    private final DeviceWatch device;
    private final long id;
    private final InetSocketAddress client;
    private final boolean udp;
    private final Set<String> asked = new HashSet<>();
    private volatile boolean opened;
    private volatile boolean closed;

    ConnectionWatch(DeviceWatch device, long id, InetSocketAddress client, boolean udp) {
        this.device = device;
        this.id = id;
        this.client = client;
        this.udp = udp;
    }

    long id() {
        return id;
    }

    InetSocketAddress client() {
        return client;
    }

    boolean udp() {
        return udp;
    }

    void arrived(Bytes frame, Understood request, long nanos) {
        closed |= request.step() == Step.CLOSE;
        device.arrived(this, frame, request, nanos);
    }

    /// Called just before the answer is written, or where none will be.
    void answering(Reply reply, long arrivedNanos) {
        opened |= reply.opens();
        device.answering(this, reply.bytes(), arrivedNanos);
    }

    void overlapped() {
        device.overlapped();
    }

    void foreign(Bytes bytes, String detail) {
        device.foreign(this, bytes, detail);
    }

    void ended(End end) {
        device.ended(this, end);
    }

    /// The device closed the connection and the client did not follow.
    void stillOpen(int afterMillis) {
        device.stillOpen(afterMillis);
    }

    /// Remembers a request; true when this connection has sent it before. Guarded by the device's
    /// lock.
    boolean repeats(String key) {
        return !key.isEmpty() && !asked.add(key);
    }

    boolean protocolClosed() {
        return closed;
    }

    /// Whether the protocol was opened and not closed in its own way.
    boolean owesClose() {
        return opened && !closed;
    }
}
