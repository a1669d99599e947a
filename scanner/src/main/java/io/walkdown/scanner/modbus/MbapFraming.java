package io.walkdown.scanner.modbus;

import io.walkdown.scanner.wire.Framing;

/// Frames of Modbus/TCP, told apart by the MBAP header (Messaging on TCP/IP V1.0b, 3.1.3).
///
/// | offset | bytes | field | value |
/// |---|---|---|---|
/// | 0 | 2 | transaction id | any |
/// | 2 | 2 | protocol id | 0 |
/// | 4 | 2 | length of what follows | 2 to 254 |
/// | 6 | 1 | unit id | any |
///
/// The length counts the unit id and a PDU of 1 to 253 bytes, so a frame has at most 260 bytes.
record MbapFraming() implements Framing {
    /// The longest frame of the protocol, in bytes.
    static final int MAX_FRAME = 260;

    private static final int BEFORE_LENGTH_COUNTS = 6;
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = MAX_FRAME - BEFORE_LENGTH_COUNTS;

    @Override
    public int headerLength() {
        return BEFORE_LENGTH_COUNTS;
    }

    @Override
    public int frameLength(byte[] header) {
        int length = (header[4] & 0xFF) << 8 | (header[5] & 0xFF);
        boolean modbus = header[2] == 0 && header[3] == 0;
        return modbus && length >= MIN_LENGTH && length <= MAX_LENGTH
                ? BEFORE_LENGTH_COUNTS + length
                : -1;
    }
}
