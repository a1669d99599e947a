package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.Framing;

/// Frames of ISO-on-TCP, told apart by the TPKT header (RFC 1006, 6).
///
/// | offset | bytes | field | value |
/// |---|---|---|---|
/// | 0 | 1 | version | 3 |
/// | 1 | 1 | reserved | 0 |
/// | 2 | 2 | length of the whole frame | 7 to 65535 |
record TpktFraming() implements Framing {
    private static final int HEADER = 4;
    private static final int SHORTEST = 7;

    @Override
    public int headerLength() {
        return HEADER;
    }

    @Override
    public int frameLength(byte[] header) {
        int length = (header[2] & 0xFF) << 8 | (header[3] & 0xFF);
        boolean tpkt = header[0] == 3 && header[1] == 0;
        return tpkt && length >= SHORTEST ? length : -1;
    }
}
