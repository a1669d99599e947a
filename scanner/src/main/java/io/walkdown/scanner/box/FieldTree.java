package io.walkdown.scanner.box;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.plc4x.java.spi.generation.BufferCommons;
import org.apache.plc4x.java.spi.generation.ByteOrder;
import org.apache.plc4x.java.spi.generation.WithWriterArgs;
import org.apache.plc4x.java.spi.generation.WriteBuffer;

/// Takes a PLC4X message as if it were written, and keeps each field as a line: its name, its value
/// in full, its meaning where PLC4X knows one; fields of a part stand deeper than its name. Not
/// thread-safe.
final class FieldTree implements WriteBuffer, BufferCommons {
    private static final HexFormat BYTES = HexFormat.ofDelimiter(" ");
    private static final String DEEPER = "  ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    String text() {
        return text.toString();
    }

    private void line(String name, String value, WithWriterArgs... args) {
        text.append(DEEPER.repeat(depth)).append(name);
        if (!value.isEmpty()) {
            text.append(": ").append(value);
        }
        extractAdditionalStringRepresentation(args)
                .ifPresent(meaning -> text.append(' ').append(meaning));
        text.append('\n');
    }

    private void number(String name, int bits, long value, WithWriterArgs... args) {
        int digits = Math.max(1, (bits + 3) / 4);
        long shown = bits >= Long.SIZE ? value : value & ((1L << bits) - 1);
        String hex = Long.toHexString(shown);
        line(
                name,
                "0x%s%s %d"
                        .formatted(
                                "0".repeat(Math.max(0, digits - hex.length())),
                                hex.toLowerCase(Locale.ROOT),
                                value),
                args);
    }

    @Override
    public ByteOrder getByteOrder() {
        return ByteOrder.BIG_ENDIAN;
    }

    /// What is kept does not depend on it.
    @Override
    public void setByteOrder(ByteOrder byteOrder) {}

    /// PLC4X asks for it only to fill up, which shows nothing.
    @Override
    public int getPos() {
        return 0;
    }

    @Override
    public void pushContext(String name, WithWriterArgs... args) {
        line(name, "", args);
        depth++;
    }

    @Override
    public void popContext(String name, WithWriterArgs... args) {
        depth--;
    }

    @Override
    public void writeBit(String name, boolean value, WithWriterArgs... args) {
        line(name, value ? "1 true" : "0 false", args);
    }

    @Override
    public void writeByte(String name, byte value, WithWriterArgs... args) {
        number(name, Byte.SIZE, Byte.toUnsignedLong(value), args);
    }

    @Override
    public void writeByteArray(String name, byte[] bytes, WithWriterArgs... args) {
        line(name, BYTES.formatHex(bytes), args);
    }

    @Override
    public void writeUnsignedByte(String name, int bits, byte value, WithWriterArgs... args) {
        number(name, bits, Byte.toUnsignedLong(value), args);
    }

    @Override
    public void writeUnsignedShort(String name, int bits, short value, WithWriterArgs... args) {
        number(name, bits, Short.toUnsignedLong(value), args);
    }

    @Override
    public void writeUnsignedInt(String name, int bits, int value, WithWriterArgs... args) {
        number(name, bits, Integer.toUnsignedLong(value), args);
    }

    @Override
    public void writeUnsignedLong(String name, int bits, long value, WithWriterArgs... args) {
        number(name, bits, value, args);
    }

    @Override
    public void writeSignedByte(String name, int bits, byte value, WithWriterArgs... args) {
        number(name, bits, value, args);
    }

    @Override
    public void writeShort(String name, int bits, short value, WithWriterArgs... args) {
        number(name, bits, value, args);
    }

    @Override
    public void writeInt(String name, int bits, int value, WithWriterArgs... args) {
        number(name, bits, value, args);
    }

    @Override
    public void writeLong(String name, int bits, long value, WithWriterArgs... args) {
        number(name, bits, value, args);
    }

    @Override
    public void writeUnsignedBigInteger(
            String name, int bits, BigInteger value, WithWriterArgs... args) {
        line(name, value.toString(), args);
    }

    @Override
    public void writeBigInteger(String name, int bits, BigInteger value, WithWriterArgs... args) {
        line(name, value.toString(), args);
    }

    @Override
    public void writeFloat(String name, int bits, float value, WithWriterArgs... args) {
        line(name, Float.toString(value), args);
    }

    @Override
    public void writeDouble(String name, int bits, double value, WithWriterArgs... args) {
        line(name, Double.toString(value), args);
    }

    @Override
    public void writeBigDecimal(String name, int bits, BigDecimal value, WithWriterArgs... args) {
        line(name, value.toString(), args);
    }

    @Override
    public void writeString(String name, int bits, String value, WithWriterArgs... args) {
        line(name, value, args);
    }

    /// Not in the frame, but told by it.
    @Override
    public void writeVirtual(String name, Object value, WithWriterArgs... args) {
        line(name, String.valueOf(value), args);
    }
}
