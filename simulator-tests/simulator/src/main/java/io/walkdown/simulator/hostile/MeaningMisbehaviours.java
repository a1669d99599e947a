package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.hostile.Edit.Change;
import io.walkdown.simulator.hostile.Misdeed.Asked;
import java.util.List;
import java.util.stream.IntStream;

/// Whole frames of the protocol whose content cannot be true: counts, lengths and lists without
/// end.
///
/// S7 list answers: parameter length 13, data length 15, sequence 24, more 26, list length 31, SZL
/// 33, record length 37, record count 39. Modbus: more 11, next object 12, count 13, first object's
/// id 14 and length 15. ListIdentity: item count 24, item type 26, item length 28, name length 62.
/// A slot's answer: item count 30, item type 36, item length 38, status words 43, name length 58.
final class MeaningMisbehaviours {
    private static final int SZL = 33;

    private MeaningMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                meaning("wrong-index", "Gives another list or object than the one asked for.")
                        .in(
                                Spoken.S7,
                                changed(2, "SZL 001C", h -> Edit.u16(h, SZL, 0x1c), "malformed"),
                                changed(2, "SZL 0000", h -> Edit.u16(h, SZL, 0), "malformed"),
                                changed(3, "SZL 0011", h -> Edit.u16(h, SZL, 0x11), "malformed"))
                        .in(
                                Spoken.MODBUS,
                                changed(0, "read code 2", h -> Edit.u8(h, 9, 2), "partial"),
                                changed(1, "read code 0", h -> Edit.u8(h, 9, 0), "partial"),
                                changed(0, "ids fall", h -> Edit.u8(h, 14, 9), "malformed")),
                meaning("counts-without-end", "Claims more records, objects or items than follow.")
                        .in(Spoken.S7, counts(Spoken.S7, 39, 2))
                        .in(
                                Spoken.MODBUS,
                                changed(0, "255", h -> Edit.u8(h, 13, 255), "partial"),
                                changed(1, "255", h -> Edit.u8(h, 13, 255), "partial"))
                        .in(Spoken.ENIP_UDP, items(Spoken.ENIP_UDP, 0, 24))
                        .in(Spoken.ENIP_TCP, items(Spoken.ENIP_TCP, 1, 30)),
                meaning("inner-lengths", "Claims inner lengths of zero, of the maximum and beyond.")
                        .in(Spoken.S7, innerLengths())
                        .in(Spoken.MODBUS, objectLengths())
                        .in(Spoken.ENIP_UDP, cipLengths(0, 28, 62))
                        .in(Spoken.ENIP_TCP, cipLengths(1, 38, 58)),
                meaning("more-without-end", "Says that more follows, for ever.")
                        .in(
                                Spoken.S7,
                                Variant.from(2, "SZL 0011", asked -> endless(asked, 2), "partial"),
                                Variant.from(3, "SZL 001C", asked -> endless(asked, 3), "partial"))
                        .in(Spoken.MODBUS, endlessObjects()),
                meaning("nests", "Puts units into units, and items before items.")
                        .in(
                                Spoken.S7,
                                changed(2, "unit goes on", h -> Edit.u8(h, 6, 0), "malformed"),
                                changed(
                                        2,
                                        "TPKT in data",
                                        MeaningMisbehaviours::nested,
                                        "malformed"))
                        .in(
                                Spoken.ENIP_UDP,
                                Variant.at(
                                        0,
                                        "120 items",
                                        Edit.changed(h -> manyItems(h, 24)),
                                        "malformed"))
                        .in(
                                Spoken.ENIP_TCP,
                                Variant.at(
                                        1,
                                        "120 items",
                                        Edit.changed(h -> manyItems(h, 30)),
                                        "malformed")),
                meaning("says-nothing", "Gives a whole answer without content.")
                        .in(
                                Spoken.S7,
                                changed(
                                        2,
                                        "no records",
                                        h -> Edit.u16(emptyList(h), 39, 0),
                                        "identified"))
                        .in(
                                Spoken.MODBUS,
                                changed(
                                        0,
                                        "no objects",
                                        MeaningMisbehaviours::noObjects,
                                        "identified"))
                        .in(
                                Spoken.ENIP_UDP,
                                changed(
                                        0,
                                        "no item",
                                        h -> Edit.u16le(Edit.u16le(h.first(26), 2, 2), 24, 0),
                                        "malformed"))
                        .in(
                                Spoken.ENIP_TCP,
                                changed(
                                        1,
                                        "no item",
                                        h -> Edit.u16le(Edit.u16le(h.first(32), 2, 8), 30, 0),
                                        "malformed")));
    }

    private static Misbehaviour meaning(String name, String does) {
        return Misbehaviour.of(name, Layer.MEANING, does);
    }

    private static Variant changed(int n, String detail, Change change, String... outcomes) {
        return Variant.at(n, "answer %d, %s".formatted(n, detail), Edit.changed(change), outcomes);
    }

    private static List<Variant> counts(Spoken spoken, int offset, int from) {
        return IntStream.range(from, spoken.count())
                .boxed()
                .flatMap(n ->
                        IntStream.of(0xff, 0x7fff, 0xffff)
                                .mapToObj(count ->
                                        changed(
                                                n,
                                                count + " records",
                                                h -> Edit.u16(h, offset, count),
                                                "malformed")))
                .toList();
    }

    /// A count that is too high does no harm where the wanted item stands first.
    private static List<Variant> items(Spoken spoken, int from, int offset) {
        return IntStream.range(from, spoken.count())
                .boxed()
                .flatMap(n ->
                        IntStream.of(0, 0xffff)
                                .mapToObj(count ->
                                        changed(
                                                n,
                                                count + " items",
                                                h -> Edit.u16le(h, offset, count),
                                                count == 0 ? "malformed" : "identified")))
                .toList();
    }

    private static List<Variant> innerLengths() {
        return IntStream.rangeClosed(2, 3)
                .boxed()
                .flatMap(n ->
                        IntStream.of(13, 15, 31, 37)
                                .boxed()
                                .flatMap(offset ->
                                        IntStream.of(0, 1, 0x7fff, 0xffff)
                                                .mapToObj(said ->
                                                        changed(
                                                                n,
                                                                "%d at offset %d"
                                                                        .formatted(said, offset),
                                                                h -> Edit.u16(h, offset, said),
                                                                "malformed"))))
                .toList();
    }

    private static List<Variant> objectLengths() {
        return IntStream.of(0, 1, 254, 255)
                .boxed()
                .flatMap(said ->
                        IntStream.range(0, 2)
                                .mapToObj(n ->
                                        changed(
                                                n,
                                                "object of %d bytes".formatted(said),
                                                h -> Edit.u8(h, 15, said),
                                                n == 0 ? "malformed" : "partial")))
                .toList();
    }

    private static List<Variant> cipLengths(int n, int item, int name) {
        return List.of(
                changed(n, "item of 0 bytes", h -> Edit.u16le(h, item, 0), "malformed"),
                changed(n, "item of 10 bytes", h -> Edit.u16le(h, item, 10), "malformed"),
                changed(n, "item of 65535 bytes", h -> Edit.u16le(h, item, 0xffff), "malformed"),
                changed(n, "name of 255 bytes", h -> Edit.u8(h, name, 255), "malformed"));
    }

    /// A list that goes on: each further question is answered with the same piece.
    private static List<Act> endless(Asked asked, int list) {
        Bytes piece = asked.number() == list ? asked.honest() : asked.before().get(list);
        if (asked.request().u8(8) != 7) {
            return List.of(new Act.Close());
        }
        Bytes own = Edit.u16(piece, 11, asked.request().u16(11));
        return Edit.write(Edit.u8(Edit.u8(own, 24, 1), 26, 1));
    }

    private static List<Variant> endlessObjects() {
        return List.of(
                Variant.from(0, "from the start again", asked -> objects(asked, 0), "partial"),
                Variant.from(0, "always the next", asked -> objects(asked, 3), "partial"),
                Variant.from(0, "the same again", asked -> objects(asked, 2), "partial"));
    }

    /// Says more, and names that object as the next.
    private static List<Act> objects(Asked asked, int next) {
        return Edit.write(Edit.u8(Edit.u8(asked.honest(), 11, 0xff), 12, next));
    }

    /// The answer's own frame as the list's data.
    private static Bytes nested(Bytes honest) {
        Bytes inner = honest.first(41);
        int data = inner.length();
        Bytes head = Edit.u16(Edit.u16(honest.first(33), 31, data), 15, data + 4);
        Bytes whole = Edit.join(head, inner);
        return Edit.u16(whole, 2, whole.length());
    }

    /// Null items before nothing at all.
    private static Bytes manyItems(Bytes honest, int count) {
        Bytes head = Edit.u16le(honest.first(count + 2), count, 120);
        Bytes whole = Edit.join(head, Edit.filled(480, 0));
        return Edit.u16le(whole, 2, whole.length() - 24);
    }

    private static Bytes emptyList(Bytes honest) {
        Bytes head = Edit.u16(Edit.u16(honest.first(41), 31, 8), 15, 12);
        return Edit.u16(head, 2, head.length());
    }

    private static Bytes noObjects(Bytes honest) {
        return Edit.u16(Edit.u8(honest.first(14), 13, 0), 4, 8);
    }
}
