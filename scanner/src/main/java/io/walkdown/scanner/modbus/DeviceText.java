package io.walkdown.scanner.modbus;

import io.walkdown.scanner.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Text out of bytes that a device sent. The standard says ASCII; devices also send UTF-8 and
/// Latin-1.
final class DeviceText {
    private static final Pattern WORDS = Pattern.compile("[ -~]{4,}");

    private DeviceText() {}

    /// The text, without the blanks and zero bytes that fill fixed-width fields at their end.
    static String of(Octets bytes) {
        String text = decode(bytes);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end);
    }

    /// The text where all of it is printable ASCII, else the bytes in hexadecimal after `0x`.
    static String printable(Octets bytes) {
        String text = of(bytes);
        boolean readable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        return readable ? text : "0x" + bytes;
    }

    /// The longest run of at least four printable characters, trimmed.
    static Optional<String> longestWords(Octets bytes) {
        return WORDS.matcher(bytes.text(0, bytes.length(), StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .max(Comparator.comparingInt(String::length));
    }

    /// Whether every byte is below 0x80.
    static boolean isAscii(Octets bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.u8(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String decode(Octets bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes.text(0, bytes.length(), StandardCharsets.ISO_8859_1);
        }
    }
}
