package io.walkdown.simulator;

import io.walkdown.simulator.Understood.Fault;
import io.walkdown.simulator.Understood.Step;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An S7 CPU's side of one connection: COTP class 0 over TPKT (RFC 1006, ISO 8073), then S7
/// communication.
///
/// The list of harmless requests, from those standards and from what the CPU's own tools send for
/// identification: CR with calling TSAP, called TSAP and TPDU size; communication setup with one
/// job each way; read SZL of 0011/0000, 001C/0000 and their single records 0111/x, 011C/x; the
/// follow-up of an answer that said "more"; DR. Everything else is a breach of S1, also what this
/// CPU answers to its panel, such as reading variables.
final class S7Dialogue implements Dialogue {

    private static final Bytes SZL_REQUEST = Bytes.hex("000112 04 11 44 01 00 ff 09 0004");
    private static final Bytes FOLLOW_UP = Bytes.hex("000112 08 12 44 01");
    private static final Bytes FOLLOW_UP_END = Bytes.hex("00 0000 0a 00 0000");
    private static final int S7 = 7;

    private final Supplier<S7Spec> spec;
    private final S7Answers answers = new S7Answers();
    private int peerReference;
    private boolean connected;
    private int pduSize;
    private int sequence;
    private @Nullable Fragments fragments;

    S7Dialogue(Supplier<S7Spec> spec) {
        this.spec = spec;
    }

    @Override
    public int frameLength(byte[] buffer, int count) {
        if (count < 4) {
            return count > 0 && buffer[0] != 3 ? FOREIGN : MORE;
        }
        int length = (buffer[2] & 0xff) << 8 | (buffer[3] & 0xff);
        return buffer[0] == 3 && buffer[1] == 0 && length >= S7 && length <= MAX_FRAME
                ? length
                : FOREIGN;
    }

    @Override
    public Understood understand(Bytes frame) {
        return switch (frame.u8(5)) {
            case 0xe0 -> connectRequest(frame);
            case 0x80 -> disconnectRequest(frame);
            case 0xf0 -> data(frame);
            default -> Understood.foreign("COTP type 0x%02x".formatted(frame.u8(5)), Reply.HANG_UP);
        };
    }

    /// CR: `03 00 len | LI e0 0000 ref 00 | c1 02 own | c2 02 called | c0 01 size`.
    private Understood connectRequest(Bytes frame) {
        @Nullable Tsaps tsaps = Tsaps.read(frame);
        if (connected || tsaps == null) {
            return Understood.foreign(
                    "a COTP connect request " + wrongOr(connected), Reply.HANG_UP);
        }
        S7Spec cpu = spec.get();
        int reference = frame.u16(8);
        int group = tsaps.called() >> 8;
        if ((tsaps.called() & 0xff) != cpu.place() || group < 1 || group > 3) {
            return Understood.foreign(
                    "TSAP %04x is not the configured place %02x"
                            .formatted(tsaps.called(), cpu.place()),
                    Reply.last(S7Answers.refusal(reference)));
        }
        return Understood.harmless(
                        Step.OPEN,
                        "connect",
                        () -> {
                            peerReference = reference;
                            connected = true;
                            return Reply.opening(S7Answers.confirm(reference, tsaps));
                        })
                .blamed(groupFault(cpu, group));
    }

    private static @Nullable Fault groupFault(S7Spec cpu, int group) {
        return cpu.tsapGroups().contains(group)
                ? null
                : new Fault(
                        "S2",
                        "connection kind %02x takes a resource kept for panels or engineering"
                                .formatted(group));
    }

    private static String wrongOr(boolean repeated) {
        return repeated ? "on a connection that is open already" : "that is not well-formed";
    }

    /// DR: `0300000b | 06 80 <our reference> <their reference> reason`.
    private Understood disconnectRequest(Bytes frame) {
        boolean wellFormed =
                frame.length() == 11
                        && frame.u8(4) == 6
                        && frame.u16(6) == S7Answers.OWN_REFERENCE
                        && frame.u16(8) == peerReference;
        if (!connected || !wellFormed) {
            return Understood.foreign("a COTP disconnect that fits no connection", Reply.HANG_UP);
        }
        return Understood.harmless(
                Step.CLOSE, "disconnect", () -> Reply.last(S7Answers.disconnected(peerReference)));
    }

    private Understood data(Bytes frame) {
        boolean wellFormed =
                connected
                        && frame.length() >= S7 + 10
                        && frame.u8(4) == 2
                        && frame.u8(6) == 0x80
                        && frame.u8(S7) == 0x32
                        && frame.u16(9) == 0
                        && 17 + frame.u16(13) + frame.u16(15) == frame.length();
        if (!wellFormed) {
            return Understood.foreign("data that is no S7 PDU of its stated length", Reply.NOTHING);
        }
        return switch (frame.u8(8)) {
            case 1 -> job(frame);
            case 7 -> userData(frame);
            default -> Understood.foreign("S7 PDU type " + frame.u8(8), Reply.NOTHING);
        };
    }

    private Understood job(Bytes frame) {
        int function = frame.u16(13) == 0 ? 0 : frame.u8(17);
        if (function == 0xf0 && frame.u16(13) == 8 && frame.u16(15) == 0 && frame.u8(18) == 0) {
            return setup(frame);
        }
        Bytes answer =
                function == 0x04 && pduSize > 0
                        ? answers.variables(frame, pduSize)
                        : S7Answers.jobRefused(frame);
        return Understood.foreign("S7 job function 0x%02x".formatted(function), Reply.of(answer));
    }

    private Understood setup(Bytes frame) {
        boolean oneJobEachWay = frame.u16(19) == 1 && frame.u16(21) == 1;
        int agreed = Math.min(spec.get().pduSize(), Math.max(frame.u16(23), 240));
        @Nullable Fault fault =
                oneJobEachWay ? null : new Fault("S1", "setup asks for more than one job at once");
        return Understood.harmless(
                        Step.OPEN,
                        "setup",
                        () -> {
                            pduSize = agreed;
                            return Reply.of(S7Answers.setup(frame, agreed));
                        })
                .blamed(fault);
    }

    private Understood userData(Bytes frame) {
        if (pduSize == 0) {
            return Understood.foreign("user data before the setup", Reply.NOTHING);
        }
        if (frame.length() == 33 && frame.u16(13) == 8 && frame.hasAt(17, SZL_REQUEST)) {
            return readSzl(frame, frame.u16(29), frame.u16(31));
        }
        if (frame.length() == 33 && frame.u16(13) == 12 && frame.hasAt(17, FOLLOW_UP)) {
            return followUp(frame);
        }
        return Understood.foreign("user data that reads no SZL", Reply.NOTHING);
    }

    private Understood readSzl(Bytes frame, int id, int index) {
        String name = "%04X/%04X".formatted(id, index);
        @Nullable Fault fault = null;
        if (!Szl.identifies(id, index)) {
            fault = new Fault("S1", "SZL " + name + " does not identify");
        } else if (fragments != null) {
            fault = new Fault("S4", "SZL " + name + " while an answer has more to follow");
        }
        return Understood.harmless(Step.READ, "SZL " + name, () -> szlAnswer(frame, id, index))
                .blamed(fault);
    }

    private Reply szlAnswer(Bytes frame, int id, int index) {
        fragments = null;
        @Nullable Bytes list = Szl.list(spec.get(), id, index);
        if (list == null) {
            return Reply.of(S7Answers.szlRefused(frame));
        }
        if (list.length() <= S7Answers.room(pduSize)) {
            return Reply.of(S7Answers.szl(frame, 0, 0, false, list));
        }
        sequence = sequence % 255 + 1;
        fragments = new Fragments(list, sequence, S7Answers.room(pduSize));
        return nextFragment(frame, fragments);
    }

    private Understood followUp(Bytes frame) {
        @Nullable Fragments rest = fragments;
        boolean wellFormed =
                rest != null
                        && frame.u8(24) == rest.sequence()
                        && (frame.u8(25) == 0 || frame.u8(25) == rest.sequence())
                        && frame.hasAt(26, FOLLOW_UP_END);
        if (rest == null || !wellFormed) {
            // a real CPU is silent here, too
            return Understood.foreign("a follow-up that fits no answer", Reply.NOTHING);
        }
        return Understood.harmless(
                Step.CONTINUE, "follow-up " + rest.sent(), () -> nextFragment(frame, rest));
    }

    private Reply nextFragment(Bytes frame, Fragments rest) {
        Bytes part = rest.next();
        if (rest.finished()) {
            fragments = null;
        }
        return Reply.of(
                S7Answers.szl(frame, rest.sequence(), rest.sequence(), !rest.finished(), part));
    }

    /// The two TSAPs of a connect request.
    record Tsaps(int calling, int called) {

        static @Nullable Tsaps read(Bytes frame) {
            boolean head =
                    frame.length() == 22
                            && frame.u8(4) == 17
                            && frame.u16(6) == 0
                            && frame.u8(10) == 0;
            int calling = -1;
            int called = -1;
            int size = -1;
            for (int at = 11; head && at + 2 <= frame.length(); at += 2 + frame.u8(at + 1)) {
                if (at + 2 + frame.u8(at + 1) > frame.length()) {
                    return null;
                }
                switch (frame.u16(at)) {
                    case 0xc102 -> calling = frame.u16(at + 2);
                    case 0xc202 -> called = frame.u16(at + 2);
                    case 0xc001 -> size = frame.u8(at + 2);
                    default -> {
                        return null;
                    }
                }
            }
            return calling < 0 || called < 0 || size < 7 || size > 13
                    ? null
                    : new Tsaps(calling, called);
        }
    }
}
