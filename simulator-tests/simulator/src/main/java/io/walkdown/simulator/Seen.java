package io.walkdown.simulator;

import java.net.InetSocketAddress;

/// What a device recorded: connections and frames.
sealed interface Seen {

    /// The scan of the plant in which it was seen, counted from 1.
    int phase();

    /// The connection's number, unique within the device; a UDP sender has one, too.
    long connection();

    /// When, by [System#nanoTime()] of the plant's process.
    long nanos();

    /// A connection began.
    ///
    /// @param client the scanner's address and port
    record Opened(int phase, long connection, long nanos, InetSocketAddress client)
            implements Seen {}

    /// One frame or datagram, or the bytes that a device could not make a frame of.
    ///
    /// @param client the scanner's address and port
    /// @param udp whether it was a datagram
    /// @param fromScanner its direction
    /// @param bytes all of it
    record Frame(
            int phase,
            long connection,
            long nanos,
            InetSocketAddress client,
            boolean udp,
            boolean fromScanner,
            Bytes bytes)
            implements Seen {}

    /// A connection ended.
    ///
    /// @param end how
    /// @param protocolClosed whether the protocol's own close was seen before
    record Ended(int phase, long connection, long nanos, End end, boolean protocolClosed)
            implements Seen {}

    /// How a connection ended.
    enum End {
        /// the scanner closed its direction (FIN)
        FIN,
        /// the scanner reset it
        RST,
        /// the device closed it first, as its protocol or its state demands
        DEVICE,
        /// the device gave its slot to another client
        EVICTED,
        /// the device refused it, because all slots were taken
        REFUSED,
        /// it was still open when the scan was said to be over
        LEAKED
    }
}
