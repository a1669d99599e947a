package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.hostile.Edit.Change;
import io.walkdown.simulator.hostile.Misdeed.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Answers to another question, for somebody else, or twice.
///
/// Offsets are of whole frames. S7: reference of our side 6 (COTP), kind 8, PDU reference 11.
/// Modbus: transaction 0, unit 6, function 7. Encapsulation: command 0, session 4, status 8,
/// context 12; the CIP service in an answer to SendRRData 40, its status 42.
final class ProtocolMisbehaviours {
    private ProtocolMisbehaviours() {}

    static List<Misbehaviour> all(Timing timing) {
        return Stream.of(strangers(), repeats(timing), refusals()).flatMap(List::stream).toList();
    }

    private static Misbehaviour protocol(String name, String does) {
        return Misbehaviour.of(name, Layer.PROTOCOL, does);
    }

    private static Variant changed(int n, String detail, Change change, String... outcomes) {
        return Variant.at(n, "answer %d, %s".formatted(n, detail), Edit.changed(change), outcomes);
    }

    private static List<Misbehaviour> strangers() {
        return List.of(
                protocol("wrong-transaction", "Answers with another transaction or PDU reference.")
                        .in(Spoken.S7, wrongReferences())
                        .in(Spoken.MODBUS, wrongTransactions()),
                protocol("wrong-session", "Answers in another session, or in none.")
                        .in(
                                Spoken.ENIP_TCP,
                                changed(0, "none", h -> Edit.put(h, 4, "00000000"), "malformed"),
                                changed(1, "other", h -> Edit.u8(h, 4, h.u8(4) + 1), "malformed"),
                                changed(2, "none", h -> Edit.put(h, 4, "00000000"), "malformed")),
                protocol("wrong-context", "Gives back another sender context.")
                        .in(Spoken.ENIP_UDP, wrongContexts(Spoken.ENIP_UDP))
                        .in(Spoken.ENIP_TCP, wrongContexts(Spoken.ENIP_TCP)),
                protocol("wrong-unit", "Answers for another unit.").in(Spoken.MODBUS, wrongUnits()),
                protocol("wrong-kind", "Answers another command, function or service.")
                        .in(Spoken.S7, wrongKinds())
                        .in(Spoken.MODBUS, wrongFunctions())
                        .in(
                                Spoken.ENIP_UDP,
                                changed(0, "ListServices", h -> Edit.u16le(h, 0, 4), "malformed"))
                        .in(
                                Spoken.ENIP_TCP,
                                changed(
                                        0,
                                        "ListIdentity",
                                        h -> Edit.u16le(h, 0, 0x63),
                                        "malformed"),
                                changed(
                                        1,
                                        "SendUnitData",
                                        h -> Edit.u16le(h, 0, 0x70),
                                        "malformed"),
                                changed(
                                        1,
                                        "Set_Attributes",
                                        h -> Edit.u8(h, 40, 0x90),
                                        "malformed"),
                                changed(2, "no answer bit", h -> Edit.u8(h, 40, 1), "malformed")),
                protocol("echoes", "Sends each request back.")
                        .everywhere(spoken ->
                                TcpMisbehaviours.each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "request " + n,
                                                        asked -> Edit.write(asked.request()),
                                                        "malformed"))));
    }

    private static List<Variant> wrongReferences() {
        List<Variant> variants = new ArrayList<>();
        variants.add(changed(0, "COTP", h -> Edit.u16(h, 6, 0x15), "malformed"));
        for (int n = 1; n < Spoken.S7.count(); n++) {
            variants.add(changed(n, "the next", h -> Edit.u16(h, 11, h.u16(11) + 1), "malformed"));
            variants.add(changed(n, "the last", h -> Edit.u16(h, 11, h.u16(11) - 1), "malformed"));
            variants.add(
                    changed(
                            n,
                            "bytes swapped",
                            h -> Edit.u16(h, 11, Integer.reverseBytes(h.u16(11)) >>> 16),
                            "malformed"));
        }
        return variants;
    }

    private static List<Variant> wrongTransactions() {
        return IntStream.range(0, Spoken.MODBUS.count())
                .boxed()
                .flatMap(n ->
                        Stream.of(
                                changed(
                                        n,
                                        "the next",
                                        h -> Edit.u16(h, 0, h.u16(0) + 1),
                                        "malformed"),
                                changed(
                                        n,
                                        "the last",
                                        h -> Edit.u16(h, 0, h.u16(0) - 1),
                                        "malformed"),
                                changed(
                                        n,
                                        "bytes swapped",
                                        h -> Edit.u16(h, 0, h.u16(0) << 8),
                                        "malformed")))
                .toList();
    }

    private static List<Variant> wrongContexts(Spoken spoken) {
        return TcpMisbehaviours.each(
                spoken,
                n -> changed(n, "zeros", h -> Edit.put(h, 12, "0000000000000000"), "malformed"));
    }

    private static List<Variant> wrongUnits() {
        return IntStream.range(0, Spoken.MODBUS.count())
                .boxed()
                .flatMap(n ->
                        Stream.of(0, 1, 254)
                                .map(unit ->
                                        changed(
                                                n,
                                                "unit " + unit,
                                                h -> Edit.u8(h, 6, unit),
                                                "malformed")))
                .toList();
    }

    private static List<Variant> wrongKinds() {
        return List.of(
                changed(0, "a connection request", h -> Edit.u8(h, 5, 0xe0), "malformed"),
                changed(0, "a data unit", h -> Edit.u8(h, 5, 0xf0), "malformed"),
                changed(1, "user data", h -> Edit.u8(h, 8, 7), "malformed"),
                changed(1, "protocol 72", h -> Edit.u8(h, 7, 0x72), "not-spoken"),
                changed(1, "reads variables", h -> Edit.u8(h, 19, 4), "malformed"),
                changed(2, "an acknowledgement", h -> Edit.u8(h, 8, 3), "malformed"),
                changed(2, "block functions", h -> Edit.u8(h, 22, 0x83), "malformed"),
                changed(3, "protocol 72", h -> Edit.u8(h, 7, 0x72), "malformed"));
    }

    private static List<Variant> wrongFunctions() {
        return IntStream.range(0, Spoken.MODBUS.count())
                .boxed()
                .flatMap(n ->
                        Stream.of(
                                changed(n, "function 3", h -> Edit.u8(h, 7, 3), "malformed"),
                                changed(n, "function 0", h -> Edit.u8(h, 7, 0), "malformed"),
                                changed(n, "MEI type 13", h -> Edit.u8(h, 8, 13), "malformed")))
                .toList();
    }

    private static List<Misbehaviour> repeats(Timing timing) {
        return List.of(
                protocol("answers-twice", "Sends an answer twice in one segment.")
                        .everywhere(spoken ->
                                TcpMisbehaviours.each(
                                        spoken,
                                        n ->
                                                changed(
                                                        n,
                                                        "at once",
                                                        h -> Edit.join(h, h),
                                                        "malformed"))),
                protocol("answers-again", "Sends an answer again a moment later.")
                        .overTcp(spoken ->
                                IntStream.range(0, spoken.count())
                                        .mapToObj(n -> again(spoken, n))
                                        .toList()),
                protocol("answers-the-question-before", "Gives the answer before once more.")
                        .overTcp(spoken -> before(spoken, "malformed", false)),
                protocol(
                                "answers-late-into-the-next",
                                "Gives the answer before, then the right one.")
                        .overTcp(spoken -> before(spoken, "malformed", true)),
                protocol("answers-the-close", "Answers the last question again at the close, late.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.from(
                                                spoken.count() - 1,
                                                "",
                                                asked ->
                                                        List.of(
                                                                new Act.Write(asked.honest()),
                                                                new Act.Pause(timing.byteEvery()),
                                                                new Act.Write(asked.honest())),
                                                "identified"))));
    }

    private static Variant again(Spoken spoken, int n) {
        boolean last = n + 1 == spoken.count();
        return Variant.at(
                n,
                "answer " + n,
                asked ->
                        List.of(
                                new Act.Write(asked.honest()),
                                new Act.Pause(Duration.ofMillis(2)),
                                new Act.Write(asked.honest())),
                last ? new String[] {"identified", "malformed"} : new String[] {"malformed"});
    }

    private static List<Variant> before(Spoken spoken, String outcome, boolean thenTheRight) {
        return IntStream.range(1, spoken.count())
                .mapToObj(n ->
                        Variant.at(n, "request " + n, asked -> late(asked, thenTheRight), outcome))
                .toList();
    }

    private static List<Act> late(Asked asked, boolean thenTheRight) {
        var stale = new Act.Write(asked.before().getLast());
        return thenTheRight
                ? List.of(
                        stale, new Act.Pause(Duration.ofMillis(30)), new Act.Write(asked.honest()))
                : List.of(stale);
    }

    private static List<Misbehaviour> refusals() {
        return List.of(
                protocol("says-busy", "Says that it lacks the means at this time.")
                        .in(Spoken.S7, busyCpu())
                        .in(
                                Spoken.MODBUS,
                                exception(0, 6, "busy"),
                                exception(0, 5, "busy"),
                                exception(1, 6, "busy"))
                        .in(Spoken.ENIP_UDP, changed(0, "status 2", h -> status(h, 2), "busy"))
                        .in(
                                Spoken.ENIP_TCP,
                                changed(0, "status 2", h -> status(h, 2), "partial"),
                                changed(
                                        1,
                                        "CIP status 2",
                                        ProtocolMisbehaviours::noResource,
                                        "partial")),
                protocol(
                                "refuses-requests",
                                "Refuses with every code there is, and some there are not.")
                        .in(Spoken.S7, refusingCpu())
                        .in(Spoken.MODBUS, exceptions())
                        .in(
                                Spoken.ENIP_UDP,
                                changed(0, "status 1", h -> status(h, 1), "identified"),
                                changed(0, "status 0xFFFFFFFF", h -> status(h, -1), "identified"))
                        .in(
                                Spoken.ENIP_TCP,
                                changed(0, "status 1", h -> status(h, 1), "partial"),
                                changed(1, "status 0xFFFFFFFF", h -> status(h, -1), "partial")));
    }

    /// The encapsulation header alone, with that status.
    private static Bytes status(Bytes honest, int status) {
        Bytes header = Edit.u16le(honest.first(24), 2, 0);
        return Edit.u16le(Edit.u16le(header, 8, status), 10, status >> 16);
    }

    /// Resource unavailable, as the module says it (CIP volume 1, appendix B).
    private static Bytes noResource(Bytes honest) {
        Bytes cut = Edit.u8(Edit.u16le(honest.first(44), 38, 4), 42, 2);
        return Edit.u16le(cut, 2, 20);
    }

    private static Variant exception(int n, int code, String outcome) {
        return changed(
                n,
                "exception %d".formatted(code),
                h -> Edit.u8(Edit.u8(Edit.u16(h.first(9), 4, 3), 7, 0xab), 8, code),
                outcome);
    }

    /// Modbus Application Protocol V1.1b3, 7: what each code means for a first read.
    private static List<Variant> exceptions() {
        return Stream.of(0, 1, 2, 3, 4, 7, 8, 10, 11, 12, 128, 255)
                .map(code -> exception(0, code, code == 1 || code == 3 ? "identified" : "partial"))
                .toList();
    }

    private static Bytes disconnect(int reason) {
        return Bytes.hex("0300000b 06 80 0014 0001 %02x".formatted(reason));
    }

    private static Variant disconnects(int n, int reason, String outcome) {
        return Variant.at(
                n,
                "answer %d, disconnect for reason %d".formatted(n, reason),
                _ -> Edit.write(disconnect(reason)),
                outcome);
    }

    private static List<Variant> busyCpu() {
        return List.of(
                disconnects(0, 1, "busy"),
                disconnects(0, 129, "busy"),
                disconnects(2, 129, "busy"),
                changed(1, "error 8304", h -> Edit.u16(h, 17, 0x8304), "busy"),
                changed(2, "error 8304", h -> Edit.u16(h, 27, 0x8304), "busy"));
    }

    private static List<Variant> refusingCpu() {
        return List.of(
                disconnects(0, 0, "refused"),
                disconnects(0, 3, "refused"),
                disconnects(0, 255, "refused"),
                disconnects(1, 128, "refused"),
                disconnects(2, 128, "partial"),
                disconnects(3, 0, "partial"),
                changed(1, "error 8104", h -> Edit.u16(h, 17, 0x8104), "refused"),
                changed(2, "error D402", h -> Edit.u16(h, 27, 0xd402), "identified"),
                changed(2, "error FFFF", h -> Edit.u16(h, 27, 0xffff), "partial"),
                changed(2, "return code 03", h -> Edit.u8(h, 29, 3), "partial"),
                changed(3, "error D402", h -> Edit.u16(h, 27, 0xd402), "identified"));
    }
}
