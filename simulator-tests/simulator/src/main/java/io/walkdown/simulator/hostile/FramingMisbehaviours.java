package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.hostile.Edit.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lengths and beginnings of frames that are wrong.
///
/// The length stands in TPKT at offset 2, most significant byte first (RFC 1006, 6); in MBAP at 4,
/// most significant first (Messaging on TCP/IP V1.0b, 3.1.3); in the encapsulation header at 2,
/// least significant first (CIP volume 2, 2-3.1).
final class FramingMisbehaviours {
    private FramingMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                framing("claims-lengths", "Says a length of zero, short, long, or the maximum.")
                        .everywhere(FramingMisbehaviours::lengths),
                framing("overlong-answer", "Sends as many bytes as the largest length allows.")
                        .everywhere(FramingMisbehaviours::overlong),
                framing("wrong-beginning", "Begins frames as no frame of the protocol begins.")
                        .everywhere(FramingMisbehaviours::beginnings),
                framing("bytes-behind-an-answer", "Sends an answer and more in one segment.")
                        .everywhere(FramingMisbehaviours::tails),
                framing("cut-datagram", "Sends an answer cut off, or in two datagrams.")
                        .in(Spoken.ENIP_UDP, cutDatagrams()),
                framing("empty-datagram", "Answers with a datagram without bytes.")
                        .in(
                                Spoken.ENIP_UDP,
                                Variant.at(0, "", _ -> Edit.write(Bytes.NONE), "malformed")),
                framing("all-zero-or-ones", "Answers with zeros or ones of the right length.")
                        .everywhere(FramingMisbehaviours::blanks));
    }

    private static Misbehaviour framing(String name, String does) {
        return Misbehaviour.of(name, Layer.FRAMING, does);
    }

    static Bytes withLength(Spoken spoken, Bytes answer, int length) {
        return switch (spoken) {
            case S7 -> Edit.u16(answer, 2, length);
            case MODBUS -> Edit.u16(answer, 4, length);
            case ENIP_UDP, ENIP_TCP -> Edit.u16le(answer, 2, length);
        };
    }

    static int length(Spoken spoken, Bytes answer) {
        return switch (spoken) {
            case S7 -> answer.u16(2);
            case MODBUS -> answer.u16(4);
            case ENIP_UDP, ENIP_TCP -> answer.u16le(2);
        };
    }

    private static List<Variant> lengths(Spoken spoken) {
        List<Variant> variants = new ArrayList<>();
        for (int n = 0; n < spoken.count(); n++) {
            int right = length(spoken, spoken.answers().get(n));
            for (int said : new int[] {0, 1, right - 1, right + 1, 255, 1024, 0x7fff, 0xffff}) {
                variants.add(
                        Variant.at(
                                n,
                                "answer %d, %d for %d".formatted(n, said, right),
                                Edit.changed(honest -> withLength(spoken, honest, said)),
                                "malformed"));
            }
        }
        return variants;
    }

    private static List<Variant> overlong(Spoken spoken) {
        int most = spoken.overUdp() ? 2000 : 0xffff;
        return TcpMisbehaviours.each(
                spoken,
                n ->
                        Variant.at(
                                n,
                                "answer %d, %d bytes".formatted(n, most),
                                Edit.changed(honest ->
                                        withLength(
                                                spoken,
                                                Edit.join(
                                                        honest,
                                                        Edit.filled(most - honest.length(), 0)),
                                                most - header(spoken))),
                                "malformed"));
    }

    /// How many bytes the length does not count.
    private static int header(Spoken spoken) {
        return switch (spoken) {
            case S7 -> 0;
            case MODBUS -> 6;
            case ENIP_UDP, ENIP_TCP -> 24;
        };
    }

    private static List<Variant> beginnings(Spoken spoken) {
        Map<String, Change> changes = new LinkedHashMap<>();
        switch (spoken) {
            case S7 -> {
                changes.put("TPKT version 2", honest -> Edit.u8(honest, 0, 2));
                changes.put("TPKT version 255", honest -> Edit.u8(honest, 0, 255));
                changes.put("TPKT reserved 1", honest -> Edit.u8(honest, 1, 1));
            }
            case MODBUS -> {
                changes.put("protocol id 1", honest -> Edit.u16(honest, 2, 1));
                changes.put("protocol id 65535", honest -> Edit.u16(honest, 2, 0xffff));
            }
            case ENIP_UDP, ENIP_TCP -> {
                changes.put("command 0x0062", honest -> Edit.u16le(honest, 0, 0x62));
                changes.put("command 0xFFFF", honest -> Edit.u16le(honest, 0, 0xffff));
            }
        }
        List<Variant> variants = new ArrayList<>();
        changes.forEach((detail, change) ->
                variants.addAll(
                        TcpMisbehaviours.each(
                                spoken,
                                n ->
                                        Variant.at(
                                                n,
                                                "answer %d, %s".formatted(n, detail),
                                                Edit.changed(change),
                                                "malformed"))));
        return variants;
    }

    private static List<Variant> tails(Spoken spoken) {
        return TcpMisbehaviours.each(
                spoken,
                n ->
                        Variant.at(
                                n,
                                "answer " + n,
                                Edit.changed(honest -> Edit.join(honest, Bytes.hex("00"))),
                                "malformed"));
    }

    private static List<Variant> cutDatagrams() {
        List<Variant> variants = new ArrayList<>();
        int length = Spoken.ENIP_UDP.answers().getFirst().length();
        for (int i = 1; i < length; i++) {
            int bytes = i;
            variants.add(
                    Variant.at(
                            0,
                            "after %d bytes".formatted(bytes),
                            Edit.changed(honest -> honest.first(bytes)),
                            "malformed"));
        }
        variants.add(
                Variant.at(
                        0,
                        "in two datagrams",
                        asked ->
                                List.of(
                                        new Act.Write(asked.honest().first(40)),
                                        new Act.Write(asked.honest().from(40))),
                        "malformed"));
        return variants;
    }

    private static List<Variant> blanks(Spoken spoken) {
        List<Variant> variants = new ArrayList<>();
        for (int n = 0; n < spoken.count(); n++) {
            for (int value : new int[] {0, 0xff}) {
                variants.add(
                        Variant.at(
                                n,
                                "answer %d, %02x".formatted(n, value),
                                Edit.changed(honest -> Edit.filled(honest.length(), value)),
                                "malformed"));
            }
        }
        return variants;
    }
}
