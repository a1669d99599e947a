package io.walkdown.scanner.modbus;

import io.walkdown.scanner.wire.Octets;

/// One object of a device identification (Modbus Application Protocol V1.1b3, 6.21).
///
/// @param id 0 to 2 basic, 3 to 6 regular, 0x80 to 0xFF the vendor's own, the rest reserved
/// @param value as sent
record DeviceObject(int id, Octets value) {
    /// Whether the standard keeps the id for later use.
    boolean isReserved() {
        return id >= 0x07 && id < 0x80;
    }
}
