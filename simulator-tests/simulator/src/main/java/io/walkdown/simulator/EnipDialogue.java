package io.walkdown.simulator;

import io.walkdown.simulator.EnipSpec.Identity;
import io.walkdown.simulator.Understood.Step;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An EtherNet/IP device's side of one connection, or of its UDP port (CIP volume 2, chapter 2).
///
/// The list of harmless requests: ListIdentity; RegisterSession for version 1; SendRRData with one
/// unconnected message (CIP volume 1, 3-5) that is Get_Attributes_All on Identity instance 1,
/// either for the device itself or inside an Unconnected_Send to one slot of backplane port 1;
/// UnRegisterSession. Everything else, Forward Open above all, is a breach of S1.
final class EnipDialogue implements Dialogue {

    /// The encapsulation header's length.
    static final int HEADER = 24;

    private static final int LIST_IDENTITY = 0x63;
    private static final int REGISTER = 0x65;
    private static final int UNREGISTER = 0x66;
    private static final int SEND_RR_DATA = 0x6f;
    private static final Bytes GET_ALL = Bytes.hex("01 02 20 01 24 01");
    private static final Bytes UNCONNECTED_SEND = Bytes.hex("52 02 20 06 24 01");
    private static final int CIP = 40;

    private final Supplier<EnipSpec> spec;
    private final EnipAnswers answers;
    private final int newSession;
    private int session;

    /// @param own the address and port that the device says are its own
    /// @param newSession the handle that this connection gets when it registers, not 0
    EnipDialogue(Supplier<EnipSpec> spec, Inet4Address own, int port, int newSession) {
        this.spec = spec;
        this.answers = new EnipAnswers(own, port);
        this.newSession = newSession;
    }

    @Override
    public int frameLength(byte[] buffer, int count) {
        if (count < HEADER) {
            return MORE;
        }
        int length = HEADER + ((buffer[3] & 0xff) << 8 | (buffer[2] & 0xff));
        return buffer[1] == 0 && length <= MAX_FRAME ? length : FOREIGN;
    }

    @Override
    public Understood understand(Bytes frame) {
        boolean plainHeader = frame.i32le(8) == 0 && frame.i32le(20) == 0;
        int command = frame.u16le(0);
        if (!plainHeader) {
            return Understood.foreign("status or options set in a request", Reply.NOTHING);
        }
        return switch (command) {
            case LIST_IDENTITY -> listIdentity(frame);
            case REGISTER -> register(frame);
            case UNREGISTER -> unregister(frame);
            case SEND_RR_DATA -> sendData(frame);
            default -> refused(frame, "EtherNet/IP command 0x%04x".formatted(command), 1);
        };
    }

    private static Understood refused(Bytes frame, String detail, int status) {
        return Understood.foreign(detail, Reply.of(EnipAnswers.error(frame, status)));
    }

    private Understood listIdentity(Bytes frame) {
        int handle = frame.i32le(4);
        if (frame.length() != HEADER || (handle != 0 && handle != session)) {
            return refused(frame, "ListIdentity with data or another's session", 0x65);
        }
        return Understood.harmless(
                Step.READ,
                "ListIdentity",
                () -> Reply.of(answers.identity(frame, spec.get().identity())));
    }

    private Understood register(Bytes frame) {
        boolean wellFormed =
                frame.length() == HEADER + 4
                        && frame.u16le(HEADER) == 1
                        && frame.u16le(HEADER + 2) == 0
                        && frame.i32le(4) == 0;
        if (!wellFormed || session != 0) {
            return refused(frame, "RegisterSession that is malformed or a second one", 0x69);
        }
        return Understood.harmless(
                Step.OPEN,
                "RegisterSession",
                () -> {
                    session = newSession;
                    return Reply.opening(EnipAnswers.registered(frame, newSession));
                });
    }

    private Understood unregister(Bytes frame) {
        if (frame.length() != HEADER || session == 0 || frame.i32le(4) != session) {
            return Understood.foreign("UnRegisterSession of no session", Reply.NOTHING);
        }
        // no answer: the device closes the connection (CIP volume 2, 2-4.5)
        return Understood.harmless(Step.CLOSE, "UnRegisterSession", () -> Reply.HANG_UP);
    }

    private Understood sendData(Bytes frame) {
        if (session == 0 || frame.i32le(4) != session) {
            return refused(frame, "SendRRData without a session", 0x64);
        }
        boolean oneMessage =
                frame.length() > CIP + 1
                        && frame.i32le(24) == 0
                        && frame.u16le(30) == 2
                        && frame.i32le(32) == 0
                        && frame.u16le(36) == 0xb2
                        && frame.u16le(38) == frame.length() - CIP;
        if (!oneMessage) {
            return refused(frame, "SendRRData that is not one unconnected message", 3);
        }
        return message(frame, frame.from(CIP));
    }

    private Understood message(Bytes frame, Bytes cip) {
        if (cip.equals(GET_ALL)) {
            return Understood.harmless(
                    Step.READ,
                    "own Identity",
                    () -> Reply.of(EnipAnswers.attributes(frame, spec.get().identity())));
        }
        int slot = routedSlot(cip);
        if (slot >= 0) {
            return Understood.harmless(Step.READ, "slot " + slot, () -> routed(frame, slot));
        }
        // "service not supported" (CIP volume 1, appendix B)
        return Understood.foreign(
                "CIP service 0x%02x: %s".formatted(cip.u8(0), cip.first(24)),
                Reply.of(EnipAnswers.cipError(frame, cip.u8(0), Bytes.hex("08 00"))));
    }

    /// The slot to which an Unconnected_Send carries Get_Attributes_All on Identity, or -1.
    private static int routedSlot(Bytes cip) {
        boolean wellFormed =
                cip.length() == 20
                        && cip.hasAt(0, UNCONNECTED_SEND)
                        && cip.u16le(8) == GET_ALL.length()
                        && cip.hasAt(10, GET_ALL)
                        && cip.hasAt(16, Bytes.hex("01 00 01"));
        return wellFormed ? cip.u8(19) : -1;
    }

    private Reply routed(Bytes frame, int slot) throws InterruptedException {
        EnipSpec device = spec.get();
        @Nullable Identity module = device.modules().get(slot);
        if (module != null) {
            return Reply.of(EnipAnswers.attributes(frame, module));
        }
        Pause.millis(device.emptySlotDelayMs());
        // connection failure, extended 0312 "link address not valid", one word of path left
        return Reply.of(EnipAnswers.cipError(frame, 0x52, Bytes.hex("01 01 1203 01")));
    }

    /// A little-endian buffer.
    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
