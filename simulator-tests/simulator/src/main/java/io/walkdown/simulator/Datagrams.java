package io.walkdown.simulator;

import io.walkdown.simulator.Understood.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A device's UDP port. Answers each datagram on a virtual thread of its own, because answers may
/// take their time.
final class Datagrams {

    private final DatagramChannel channel;
    private final Device device;
    private final Map<InetSocketAddress, ConnectionWatch> senders = new ConcurrentHashMap<>();

    Datagrams(DatagramChannel channel, Device device) {
        this.channel = channel;
        this.device = device;
    }

    void forget() {
        senders.clear();
    }

    void receive() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Dialogue.MAX_FRAME);
        InetSocketAddress client = (InetSocketAddress) channel.receive(buffer);
        if (client != null) {
            long nanos = System.nanoTime();
            Bytes frame = Bytes.written(buffer);
            Thread.ofVirtual().name(device.name()).start(() -> answer(client, frame, nanos));
        }
    }

    private void answer(InetSocketAddress client, Bytes frame, long nanos) {
        ConnectionWatch sender = senders.computeIfAbsent(client, device.watch()::sender);
        Dialogue dialogue = device.dialogue();
        if (dialogue.frameLength(frame.toArray(), frame.length()) != frame.length()) {
            sender.foreign(frame, "not one frame of the protocol");
            return;
        }
        try {
            Understood request = dialogue.understand(frame);
            sender.arrived(frame, request.blamed(onlyIdentity(frame)), nanos);
            Reply reply = device.behave(request);
            sender.answering(reply, nanos);
            if (reply.bytes().length() > 0) {
                channel.send(ByteBuffer.wrap(reply.bytes().toArray()), client);
            }
        } catch (IOException e) {
            // the plant ends, or the client is gone: a datagram has nobody to tell
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sessions and what needs one exist on TCP alone (CIP volume 2, 2-3.2).
    private static @Nullable Fault onlyIdentity(Bytes frame) {
        return frame.u16le(0) == 0x63 ? null : new Fault("S1", "not ListIdentity by UDP");
    }
}
