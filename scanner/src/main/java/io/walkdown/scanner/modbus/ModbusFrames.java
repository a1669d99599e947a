package io.walkdown.scanner.modbus;

import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Source.Counter;
import io.walkdown.scanner.wire.FrameTemplate.Source.PreviousAnswer;

/// The exact bytes of every Modbus request, written by hand from the standard.
///
/// | offset | bytes | field | value |
/// |---|---|---|---|
/// | 0 | 2 | transaction id | counts this conversation's frames from 1 |
/// | 2 | 2 | protocol id | 0 |
/// | 4 | 2 | length of what follows | |
/// | 6 | 1 | unit id | |
/// | 7 | 1.. | function code and its data | |
final class ModbusFrames {
    /// The WAGO 750's register that counts open TCP connections.
    static final int OPEN_CONNECTIONS_REGISTER = 0x102A;

    /// Where an answer to Read Device Identification holds the object id to ask next.
    static final int NEXT_OBJECT_ID = 12;

    private static final String APPLICATION =
            "Modbus Messaging on TCP/IP V1.0b, 3.1.3; Modbus Application Protocol V1.1b3, ";

    private ModbusFrames() {}

    /// Read Device Identification from the first object on (6.21): `2B 0E code 00`.
    static FrameTemplate deviceIdentification(int unit, Category category) {
        return deviceIdentificationHead(unit, category)
                .fixed("00", "object id: from the first")
                .build();
    }

    /// Read Device Identification from the object on that the answer before names.
    static FrameTemplate moreDeviceIdentification(int unit, Category category) {
        return deviceIdentificationHead(unit, category)
                .variable(1, new PreviousAnswer(NEXT_OBJECT_ID), "object id: where it stopped")
                .build();
    }

    private static FrameTemplate.Builder deviceIdentificationHead(int unit, Category category) {
        return mbap("0005", unit)
                .standard(APPLICATION + "6.21")
                .fixed("2B", "function code 43: encapsulated interface transport")
                .fixed("0E", "MEI type 14: read device identification")
                .fixed("%02X".formatted(code(category)), "read device id code: " + word(category));
    }

    /// Report Server ID (6.13): `11`.
    static FrameTemplate reportServerId(int unit) {
        return mbap("0002", unit)
                .fixed("11", "function code 17: report server id")
                .standard(APPLICATION + "6.13")
                .build();
    }

    /// Read Holding Registers (6.3) of the one register that counts open connections.
    static FrameTemplate openConnections(int unit) {
        return mbap("0006", unit)
                .fixed("03", "function code 3: read holding registers")
                .fixed("102A", "starting address: number of open TCP connections")
                .fixed("0001", "quantity of registers")
                .standard(APPLICATION + "6.3; WAGO 750 manuals: register 0x102A")
                .build();
    }

    /// The read device id code of a category, 1 to 3.
    static int code(Category category) {
        return switch (category) {
            case BASIC -> 1;
            case REGULAR -> 2;
            case EXTENDED -> 3;
        };
    }

    /// The category's name in the standard.
    static String word(Category category) {
        return switch (category) {
            case BASIC -> "basic";
            case REGULAR -> "regular";
            case EXTENDED -> "extended";
        };
    }

    private static FrameTemplate.Builder mbap(String length, int unit) {
        return FrameTemplate.builder()
                .variable(2, new Counter(), "transaction id")
                .fixed("0000", "protocol id: Modbus")
                .fixed(length, "length of what follows")
                .fixed("%02X".formatted(unit), "unit id " + unit);
    }
}
