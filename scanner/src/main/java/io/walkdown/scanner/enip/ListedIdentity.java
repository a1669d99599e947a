package io.walkdown.scanner.enip;

import io.walkdown.scanner.wire.Octets;

/// The identity item of a ListIdentity answer (CIP Networks Library, volume 2, 2-4.2.3).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | encapsulation version |
/// | 2 | 2 + 2 + 4 + 8 | socket address, most significant byte first: family, port, IPv4, zeros |
/// | 18 | – | the Identity object |
///
/// @param version of the encapsulation protocol
/// @param address IPv4 address for which the device is configured; it need not be the one that
///   answered
/// @param identity the Identity object
record ListedIdentity(int version, String address, CipIdentity identity) {
    private static final int ITEM = 0x000C;

    /// Reads the identity item, wherever it stands among others.
    static ListedIdentity of(Octets packet) {
        Octets item = Encapsulation.item(packet, ITEM);
        return new ListedIdentity(item.u16le(0), ipv4(item, 6), CipIdentity.at(item, 18));
    }

    private static String ipv4(Octets item, int offset) {
        return "%d.%d.%d.%d"
                .formatted(
                        item.u8(offset),
                        item.u8(offset + 1),
                        item.u8(offset + 2),
                        item.u8(offset + 3));
    }
}
