package io.walkdown.scanner.decoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.walkdown.scanner.wire.Octets;
import java.util.HexFormat;
import java.util.List;

/// What a device sent in a visit, to be searched for the origin of what we report of it. Immutable.
public final class Told {
    private final List<String> runs;

    /// @param runs each run of bytes that a decoder may have read as one
    public Told(List<Octets> runs) {
        this.runs = runs.stream().map(run -> run.text(0, run.length(), ISO_8859_1)).toList();
    }

    /// Whether the text was sent, in ISO 8859-1 or in UTF-8.
    public boolean text(String text) {
        return contains(text) || contains(new String(text.getBytes(UTF_8), ISO_8859_1));
    }

    /// Whether those bytes were sent side by side.
    public boolean bytes(int... values) {
        var run = new StringBuilder();
        for (int value : values) {
            run.append((char) (value & 0xFF));
        }
        return contains(run.toString());
    }

    /// Whether the number was sent as two bytes, most significant first.
    public boolean u16be(int value) {
        return bytes(value >> 8, value);
    }

    /// Whether the number was sent as two bytes, least significant first.
    public boolean u16le(int value) {
        return bytes(value, value >> 8);
    }

    /// Whether the number was sent as four bytes, least significant first.
    public boolean u32le(long value) {
        return bytes((int) value, (int) (value >> 8), (int) (value >> 16), (int) (value >> 24));
    }

    /// Whether the bytes that the digits stand for were sent.
    public boolean hex(String digits) {
        return contains(new String(HexFormat.of().parseHex(digits), ISO_8859_1));
    }

    private boolean contains(String run) {
        for (String sent : runs) {
            if (sent.contains(run)) {
                return true;
            }
        }
        return false;
    }
}
