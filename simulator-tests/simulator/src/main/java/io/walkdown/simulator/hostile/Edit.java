package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Changes to bytes; each gives new bytes.
final class Edit {
    private Edit() {}

    /// Those bytes, with others written over them from `offset` on.
    static Bytes put(Bytes bytes, int offset, String hex) {
        byte[] value = bytes.toArray();
        byte[] over = Bytes.hex(hex).toArray();
        System.arraycopy(over, 0, value, offset, over.length);
        return Bytes.of(value);
    }

    /// With that number as two bytes at `offset`, most significant first.
    static Bytes u16(Bytes bytes, int offset, int value) {
        return put(bytes, offset, "%04x".formatted(value & 0xffff));
    }

    /// With that number as two bytes at `offset`, least significant first.
    static Bytes u16le(Bytes bytes, int offset, int value) {
        return put(bytes, offset, "%02x%02x".formatted(value & 0xff, (value >> 8) & 0xff));
    }

    static Bytes u8(Bytes bytes, int offset, int value) {
        return put(bytes, offset, "%02x".formatted(value & 0xff));
    }

    static Bytes join(Bytes... parts) {
        var all = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            all.writeBytes(part.toArray());
        }
        return Bytes.of(all.toByteArray());
    }

    static Bytes filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }

    static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// With every `what` written over by `with`, filled up with blanks.
    static Bytes over(Bytes bytes, String what, Bytes with) {
        Bytes marker = ascii(what);
        if (with.length() > marker.length()) {
            throw new IllegalArgumentException("longer than what it replaces: " + with);
        }
        byte[] value = bytes.toArray();
        byte[] field = join(with, filled(marker.length() - with.length(), ' ')).toArray();
        for (int at = 0; at + field.length <= value.length; at++) {
            if (Bytes.of(value, at, at + field.length).equals(marker)) {
                System.arraycopy(field, 0, value, at, field.length);
            }
        }
        return Bytes.of(value);
    }

    static List<Act> write(Bytes bytes) {
        return List.of(new Act.Write(bytes));
    }

    /// Writes the honest answer, changed.
    interface Change {
        Bytes of(Bytes honest);
    }

    static Misdeed changed(Change change) {
        return asked -> write(change.of(asked.honest()));
    }
}
