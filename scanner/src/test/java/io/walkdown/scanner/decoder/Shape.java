package io.walkdown.scanner.decoder;

import java.util.Arrays;
import java.util.List;

/// Where an answer holds lengths and counts, and how those that stand outside are made right again
/// after a change, so that the change reaches what lies inside.
///
/// @param lengths each length or count in a true answer
/// @param restatement makes outer lengths right, as far as the bytes reach
public record Shape(List<Length> lengths, Restatement restatement) {
    /// Bytes without known lengths.
    public static final Shape NONE = new Shape(List.of(), answer -> {});

    public Shape {
        lengths = List.copyOf(lengths);
    }

    /// Changes lengths in place.
    @FunctionalInterface
    public interface Restatement {
        void restate(byte[] answer);
    }

    /// A length or count.
    ///
    /// @param offset its first byte
    /// @param width 1 or 2 bytes
    /// @param bigEndian whether the most significant byte comes first
    public record Length(int offset, int width, boolean bigEndian) {
        /// One byte.
        public static Length u8(int offset) {
            return new Length(offset, 1, true);
        }

        /// Two bytes, most significant first.
        public static Length u16be(int offset) {
            return new Length(offset, 2, true);
        }

        /// Two bytes, least significant first.
        public static Length u16le(int offset) {
            return new Length(offset, 2, false);
        }

        /// The largest value that fits.
        public int max() {
            return (1 << (8 * width)) - 1;
        }

        /// The value, or 0 where the answer ends before it.
        public int in(byte[] answer) {
            if (offset + width > answer.length) {
                return 0;
            }
            int first = answer[offset] & 0xFF;
            if (width == 1) {
                return first;
            }
            int second = answer[offset + 1] & 0xFF;
            return bigEndian ? first << 8 | second : second << 8 | first;
        }

        /// Writes the value's low bytes; does nothing where the answer ends before them.
        public void put(byte[] answer, int value) {
            if (offset + width > answer.length) {
                return;
            }
            if (width == 1) {
                answer[offset] = (byte) value;
            } else {
                answer[offset] = (byte) (bigEndian ? value >> 8 : value);
                answer[offset + 1] = (byte) (bigEndian ? value : value >> 8);
            }
        }
    }

    /// A copy with its outer lengths made right.
    public byte[] restated(byte[] answer) {
        byte[] copy = Arrays.copyOf(answer, answer.length);
        restatement.restate(copy);
        return copy;
    }
}
