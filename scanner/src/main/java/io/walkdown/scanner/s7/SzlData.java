package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A system status list that comes in pieces: joined first, then cut into records, because a piece
/// may end inside a record. Belongs to the visit's thread.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | SZL-ID |
/// | 2 | 2 | index |
/// | 4 | 2 | length of a record |
/// | 6 | 2 | number of records |
/// | 8 | | records |
final class SzlData {
    private static final int HEAD = 8;

    private final int list;
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
    private int sequence;

    /// @param list the SZL-ID that is asked for
    SzlData(int list) {
        this.list = list;
    }

    /// One record: its index, then what the list defines.
    ///
    /// @param index what the record is about
    /// @param bytes the record in whole, index included
    record Entry(int index, Octets bytes) {
        /// Text at that offset, at most that long, up to the record's end; NUL and blanks at its
        /// end are fillers.
        String text(int offset, int length) {
            int there = Math.max(0, Math.min(length, bytes.length() - offset));
            String text = bytes.text(offset, there, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\0') >= 0 ? text.indexOf('\0') : text.length();
            return text.substring(0, end).strip();
        }
    }

    /// What is wrong with a list, or nothing and its records.
    ///
    /// @param defect the empty text for a list that is whole
    record Read(List<Entry> entries, String defect) {
        Read {
            entries = List.copyOf(entries);
        }

        Optional<Entry> entry(int index) {
            return entries.stream().filter(entry -> entry.index() == index).findFirst();
        }
    }

    int list() {
        return list;
    }

    /// Whether nothing has come yet.
    boolean isEmpty() {
        return joined.size() == 0;
    }

    /// What a continuation repeats: the sequence number of the newest piece.
    int sequence() {
        return sequence;
    }

    void add(S7Answer.Piece piece) {
        joined.writeBytes(piece.data().toArray());
        sequence = piece.sequence();
    }

    /// Cuts what has come so far into whole records.
    Read read() {
        Octets all = Octets.of(joined.toByteArray());
        if (all.length() < HEAD) {
            return new Read(List.of(), "a list of %d bytes has no head".formatted(all.length()));
        }
        if (all.u16be(0) != list) {
            return new Read(
                    List.of(), "SZL 0x%04X asked, 0x%04X answered".formatted(list, all.u16be(0)));
        }
        int length = all.u16be(4);
        int count = all.u16be(6);
        if (count > 0 && length < 2) {
            return new Read(List.of(), "records of %d bytes hold no index".formatted(length));
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = HEAD + i * length;
            if (at + length > all.length()) {
                return new Read(
                        entries, "the list ends inside record %d of %d".formatted(i + 1, count));
            }
            entries.add(new Entry(all.u16be(at), all.slice(at, length)));
        }
        return new Read(entries, "");
    }
}
