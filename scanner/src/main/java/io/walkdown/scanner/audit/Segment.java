package io.walkdown.scanner.audit;

import java.net.InetSocketAddress;

/// What a captured packet carries: a TCP segment or a UDP datagram.
///
/// @param sequence the TCP sequence number; 0 for UDP
/// @param flags the TCP flags; 0 for UDP
/// @param payload the application's bytes, as far as they were captured
/// @param cut how many more there were
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record Segment(
        InetSocketAddress from,
        InetSocketAddress to,
        boolean tcp,
        int sequence,
        int flags,
        byte[] payload,
        int cut) {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
