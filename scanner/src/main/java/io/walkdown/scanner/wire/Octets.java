package io.walkdown.scanner.wire;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes that came from a device. Every reading is bounded: beyond the end it
/// throws [IndexOutOfBoundsException], which a dialogue turns into the outcome malformed (S14).
public final class Octets {
    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Wraps a copy of the bytes.
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /// The bytes written in hexadecimal; spaces are skipped.
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /// How many bytes there are.
    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// The byte at that offset, 0 to 255.
    public int u8(int offset) {
        return bytes[offset] & 0xFF;
    }

    /// Two bytes, most significant first, 0 to 65535.
    public int u16be(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    /// Two bytes, least significant first, 0 to 65535.
    public int u16le(int offset) {
        return u8(offset + 1) << 8 | u8(offset);
    }

    /// Four bytes, least significant first, 0 to 4294967295.
    public long u32le(int offset) {
        return (long) u16le(offset + 2) << 16 | u16le(offset);
    }

    /// The bytes from `offset`, `length` of them.
    public Octets slice(int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(
                    "%d bytes from %d of %d".formatted(length, offset, bytes.length));
        }
        return new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /// The text in those bytes, as the device sent it.
    public String text(int offset, int length, Charset charset) {
        return new String(slice(offset, length).bytes, charset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The bytes in hexadecimal.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
