package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.hostile.Variant.Door;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What goes wrong with connections, datagrams and their timing.
final class TcpMisbehaviours {
    private static final Bytes NOISE = Edit.filled(4096, 0xa5);

    private TcpMisbehaviours() {}

    static List<Misbehaviour> all(Timing timing) {
        return Stream.of(doors(), ends(), silence(timing), floods(), endings(), harmless())
                .flatMap(List::stream)
                .toList();
    }

    private static Misbehaviour tcp(String name, String does) {
        return Misbehaviour.of(name, Layer.TCP, does);
    }

    /// A variant for each answer of a visit.
    static List<Variant> each(Spoken spoken, IntFunction<Variant> variant) {
        return IntStream.range(0, spoken.count()).mapToObj(variant).toList();
    }

    private static String whenConnecting(Spoken spoken, String outcome) {
        return spoken == Spoken.ENIP_TCP ? "partial" : outcome;
    }

    private static List<Misbehaviour> doors() {
        return List.of(
                tcp("refuses", "Nothing listens on the port.")
                        .everywhere(spoken ->
                                List.of(
                                        Variant.behind(
                                                Door.SHUT, whenConnecting(spoken, "refused")))),
                tcp("never-accepts", "The queue is full: a connection request gets no answer.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.behind(
                                                Door.STUCK, whenConnecting(spoken, "silent")))),
                tcp("closes-on-accept", "Closes every connection as soon as it stands.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.onConnect(
                                                "",
                                                _ -> List.of(new Act.Close()),
                                                whenConnecting(spoken, "closed")))),
                tcp("resets-on-accept", "Resets every connection as soon as it stands.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.onConnect(
                                                "", _ -> List.of(new Act.Reset()), "reset"))));
    }

    private static List<Misbehaviour> ends() {
        return List.of(
                tcp("closes-in-an-answer", "Closes after each byte of each answer.")
                        .overTcp(TcpMisbehaviours::closesInside),
                tcp("resets-in-an-answer", "Resets after the first bytes of an answer.")
                        .overTcp(TcpMisbehaviours::resetsInside),
                tcp("closes-behind-an-answer", "Closes behind each answer but the last.")
                        .overTcp(spoken ->
                                IntStream.range(0, spoken.count() - 1)
                                        .mapToObj(n ->
                                                Variant.at(
                                                        n,
                                                        "behind answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Write(
                                                                                asked.honest()),
                                                                        new Act.Close()),
                                                        spoken.closedAt(n + 1)))
                                        .toList()));
    }

    private static List<Variant> closesInside(Spoken spoken) {
        return each(spoken)
                .flatMap(n ->
                        IntStream.range(0, spoken.answers().get(n).length())
                                .mapToObj(bytes ->
                                        Variant.at(
                                                n,
                                                "answer %d, after %d bytes".formatted(n, bytes),
                                                asked ->
                                                        List.of(
                                                                new Act.Write(
                                                                        asked.honest()
                                                                                .first(bytes)),
                                                                new Act.Close()),
                                                bytes == 0 ? spoken.closedAt(n) : "malformed")))
                .toList();
    }

    private static List<Variant> resetsInside(Spoken spoken) {
        return each(spoken)
                .flatMap(n ->
                        Stream.of(0, 1, 7)
                                .map(bytes ->
                                        Variant.at(
                                                n,
                                                "answer %d, after %d bytes".formatted(n, bytes),
                                                asked ->
                                                        List.of(
                                                                new Act.Write(
                                                                        asked.honest()
                                                                                .first(bytes)),
                                                                new Act.Pause(
                                                                        Duration.ofMillis(20)),
                                                                new Act.Reset()),
                                                "reset")))
                .toList();
    }

    private static Stream<Integer> each(Spoken spoken) {
        return IntStream.range(0, spoken.count()).boxed();
    }

    private static List<Misbehaviour> silence(Timing timing) {
        return List.of(
                tcp("stays-silent", "Accepts, and does not answer one of the requests.")
                        .everywhere(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.from(
                                                        n,
                                                        "request " + n,
                                                        _ -> List.of(),
                                                        spoken.silentAt(n)))),
                tcp("stalls-in-an-answer", "Sends a part of an answer and then nothing.")
                        .everywhere(TcpMisbehaviours::stalls),
                tcp("trickles", "Answers one byte a second.")
                        .everywhere(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Trickle(
                                                                                asked.honest(),
                                                                                timing
                                                                                        .byteEvery())),
                                                        "malformed"))),
                tcp("answers-late", "Answers after the scanner's wait is over.")
                        .everywhere(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Pause(
                                                                                timing.late()),
                                                                        new Act.Write(
                                                                                asked.honest())),
                                                        spoken.silentAt(n)))));
    }

    private static List<Variant> stalls(Spoken spoken) {
        return each(spoken)
                .flatMap(n -> {
                    int length = spoken.answers().get(n).length();
                    return Stream.of(1, 3, length / 2, length - 1)
                            .map(bytes ->
                                    Variant.at(
                                            n,
                                            "answer %d, after %d bytes".formatted(n, bytes),
                                            asked -> Edit.write(asked.honest().first(bytes)),
                                            "malformed"));
                })
                .toList();
    }

    private static List<Misbehaviour> floods() {
        return List.of(
                tcp("floods-on-accept", "Sends without end before anything was asked.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.onConnect(
                                                "",
                                                _ -> List.of(new Act.Flood(NOISE)),
                                                "malformed"))),
                tcp("floods-as-answer", "Sends bytes without end in place of an answer.")
                        .everywhere(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        _ -> List.of(new Act.Flood(NOISE)),
                                                        "malformed"))),
                tcp("floods-behind-an-answer", "Never stops sending once it has answered.")
                        .overTcp(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Flood(
                                                                                Edit.join(
                                                                                        asked
                                                                                                .honest(),
                                                                                        NOISE))),
                                                        "malformed"))),
                tcp("floods-with-answers", "Sends the same answer again and again.")
                        .overTcp(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Flood(
                                                                                asked.honest())),
                                                        n + 1 < spoken.count()
                                                                ? new String[] {"malformed"}
                                                                : new String[] {
                                                                    "malformed", "identified"
                                                                }))));
    }

    private static List<Misbehaviour> endings() {
        return List.of(
                tcp("never-closes", "Answers everything, and ignores every close.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.from(
                                                0,
                                                "",
                                                asked ->
                                                        asked.number() < spoken.count()
                                                                ? List.of(
                                                                        new Act.Stay(),
                                                                        new Act.Write(
                                                                                asked.honest()))
                                                                : List.of(),
                                                "identified"))),
                tcp(
                                "floods-at-the-close",
                                "Answers everything, and sends without end at the close.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.from(
                                                spoken.count() - 1,
                                                "",
                                                asked ->
                                                        List.of(
                                                                new Act.Write(asked.honest()),
                                                                new Act.Pause(
                                                                        Duration.ofMillis(20)),
                                                                new Act.Flood(NOISE)),
                                                "identified"))),
                tcp("resets-at-the-close", "Answers everything, and resets in place of a close.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.from(
                                                spoken.count() - 1,
                                                "",
                                                asked ->
                                                        List.of(
                                                                new Act.Write(asked.honest()),
                                                                new Act.Pause(
                                                                        Duration.ofMillis(20)),
                                                                new Act.Reset()),
                                                "identified"))));
    }

    /// What looks odd and is allowed; a scanner that trips over it would be wrong.
    private static List<Misbehaviour> harmless() {
        return List.of(
                tcp("answers-byte-by-byte", "Sends each byte in a segment of its own, quickly.")
                        .overTcp(spoken ->
                                List.of(
                                        Variant.from(
                                                0,
                                                "",
                                                asked ->
                                                        List.of(
                                                                new Act.Trickle(
                                                                        asked.honest(),
                                                                        Duration.ofNanos(1))),
                                                "identified"))),
                tcp("sends-urgent-data", "Sends a byte of urgent data before an answer.")
                        .overTcp(spoken ->
                                each(
                                        spoken,
                                        n ->
                                                Variant.at(
                                                        n,
                                                        "answer " + n,
                                                        asked ->
                                                                List.of(
                                                                        new Act.Urgent(0x41),
                                                                        new Act.Write(
                                                                                asked.honest())),
                                                        "identified"))));
    }
}
