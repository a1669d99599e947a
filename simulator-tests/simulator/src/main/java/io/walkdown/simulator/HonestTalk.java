package io.walkdown.simulator;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.concurrent.locks.ReentrantLock;

/// A well-behaved device's side of one conversation, without its sockets: frames go in, and what
/// the device would answer comes out. What a hostile device spoils is made here.
///
/// Not thread-safe: it belongs to one connection.
public final class HonestTalk {
    private static final int SESSION = 0x10203040;

    private final Dialogue dialogue;

    private HonestTalk(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// What the device does after one frame.
    ///
    /// @param bytes its answer, empty where it gives none
    /// @param hangsUp whether it closes the connection afterwards
    public record Answer(Bytes bytes, boolean hangsUp) {}

    /// A conversation with the first device of that plant.
    ///
    /// @param port the port that the device says is its own
    public static HonestTalk with(PlantFile plant, int port) {
        DeviceSpec spec = plant.devices().getFirst();
        Inet4Address own = (Inet4Address) InetAddress.ofLiteral(spec.address());
        return new HonestTalk(
                switch (spec.protocol()) {
                    case S7 -> new S7Dialogue(() -> Spec.required("s7", spec.s7()));
                    case MODBUS ->
                            new ModbusDialogue(
                                    () -> Spec.required("modbus", spec.modbus()),
                                    new ReentrantLock(),
                                    () -> 1);
                    case ENIP ->
                            new EnipDialogue(
                                    () -> Spec.required("enip", spec.enip()), own, port, SESSION);
                });
    }

    /// How long the frame is that starts `buffer`.
    ///
    /// @param count how many bytes of `buffer` are filled
    /// @return the length, 0 where that cannot be told yet, -1 where no frame of the protocol
    ///   begins so
    public int frameLength(byte[] buffer, int count) {
        return dialogue.frameLength(buffer, count);
    }

    /// Answers a whole frame.
    public Answer answer(Bytes frame) throws InterruptedException {
        Reply reply = dialogue.understand(frame).answering().reply();
        return new Answer(reply.bytes(), reply.hangsUp());
    }
}
