package io.walkdown.scanner.enip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.walkdown.scanner.wire.Octets;
import java.util.OptionalInt;

/// The CIP Identity object, attributes 1 to 8 (CIP Networks Library, volume 1, 5A-2.2), as both
/// ListIdentity and Get_Attributes_All lay it out, least significant byte first:
///
/// | offset | bytes | attribute |
/// |---|---|---|
/// | 0 | 2 | vendor id |
/// | 2 | 2 | device type |
/// | 4 | 2 | product code |
/// | 6 | 1 + 1 | revision, major and minor |
/// | 8 | 2 | status |
/// | 10 | 4 | serial number |
/// | 14 | 1 + n | product name, its length first, ISO 8859-1 |
/// | 15 + n | 1 | state; may be missing |
///
/// What follows is not looked at.
///
/// @param serial 0 to 4294967295
/// @param state empty where the answer ends before it
record CipIdentity(
        int vendor,
        int deviceType,
        int productCode,
        int major,
        int minor,
        int status,
        long serial,
        String name,
        OptionalInt state) {

    /// Reads the object from that offset on.
    ///
    /// @throws IndexOutOfBoundsException where the data end before the name does
    static CipIdentity at(Octets data, int offset) {
        int length = data.u8(offset + 14);
        String name = data.text(offset + 15, length, ISO_8859_1);
        int end = offset + 15 + length;
        return new CipIdentity(
                data.u16le(offset),
                data.u16le(offset + 2),
                data.u16le(offset + 4),
                data.u8(offset + 6),
                data.u8(offset + 7),
                data.u16le(offset + 8),
                data.u32le(offset + 10),
                unpadded(name),
                end < data.length() ? OptionalInt.of(data.u8(end)) : OptionalInt.empty());
    }

    /// The name without the zeros and blanks with which some devices fill it up.
    private static String unpadded(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == 0 || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }
}
