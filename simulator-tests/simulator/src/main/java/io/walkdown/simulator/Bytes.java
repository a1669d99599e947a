package io.walkdown.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Wire bytes as a value: equal when the bytes are equal, never changed after they were made.
public final class Bytes {

    /// No bytes at all.
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /// A copy of `value`.
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /// A copy of `value` from `from` up to but without `to`.
    public static Bytes of(byte[] value, int from, int to) {
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    /// From hexadecimal digits; blanks are ignored.
    public static Bytes hex(String digits) {
        return new Bytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    /// What `buffer` holds from its start to its position.
    static Bytes written(ByteBuffer buffer) {
        ByteBuffer content = buffer.duplicate().flip();
        byte[] value = new byte[content.remaining()];
        content.get(value);
        return new Bytes(value);
    }

    /// How many bytes.
    public int length() {
        return value.length;
    }

    /// The byte at `offset`, 0-255.
    public int u8(int offset) {
        return value[offset] & 0xff;
    }

    /// Two bytes at `offset`, most significant first.
    public int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    /// Two bytes at `offset`, least significant first.
    public int u16le(int offset) {
        return u8(offset + 1) << 8 | u8(offset);
    }

    /// Four bytes at `offset`, least significant first.
    int i32le(int offset) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    boolean hasAt(int offset, Bytes part) {
        return offset + part.length() <= length()
                && Arrays.equals(
                        value, offset, offset + part.length(), part.value, 0, part.length());
    }

    /// Everything from `offset` on.
    public Bytes from(int offset) {
        return of(value, offset, length());
    }

    /// The first `count` bytes, or all where there are fewer.
    public Bytes first(int count) {
        return count >= length() ? this : of(value, 0, count);
    }

    /// A copy.
    public byte[] toArray() {
        return value.clone();
    }

    /// Text as the devices store it: one byte a character (ISO 8859-1).
    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Text cut or filled to exactly `length` bytes.
    static byte[] text(String text, int length, char filler) {
        byte[] field = new byte[length];
        Arrays.fill(field, (byte) filler);
        byte[] source = text(text);
        System.arraycopy(source, 0, field, 0, Math.min(source.length, length));
        return field;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
