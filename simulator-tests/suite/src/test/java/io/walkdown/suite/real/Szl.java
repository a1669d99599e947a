package io.walkdown.suite.real;

/// The S7 exchanges with Snap7's server, whose CPU identity is built in.
final class Szl {
    static final Exchange CONNECT =
            Exchange.answered(
                    "0300001611e00000001400c1020100c2020302c0010a",
                    "0300001611d00014000100c1020100c2020302c0010a");

    static final Exchange SETUP =
            Exchange.answered(
                    "0300001902f08032010000000000080000f0000001000101e0",
                    "0300001b02f080320300000000000800000000f0000001000101e0");

    /// SZL 0x0011: module, basic hardware, firmware V3.2.6, boot loader.
    static final Exchange MODULE_IDENTIFICATION =
            Exchange.answered(
                    "0300002102f080320700000001000800080001120411440100ff09000400110000",
                    """
                    0300009902f080320700000001000c007c000112081284010000000000ff090078
                    00110000001c0004
                    0001 36455337203331352d32454831342d3041423020 00c0 0004 0001
                    0006 36455337203331352d32454831342d3041423020 00c0 0004 0001
                    0007 2020202020202020202020202020202020202020 00c0 5603 0206
                    0081 426f6f74204c6f61646572202020202020202020 0000 4120 0909
                    """);

    /// SZL 0x001C: system name, module name, plant, copyright, serial number, module type, memory
    /// card, manufacturer, OEM, location.
    static final Exchange COMPONENT_IDENTIFICATION =
            Exchange.answered(
                    "0300002102f080320700000002000800080001120411440100ff090004001c0000",
                    "0300017d02f080320700000002000c0160000112081284010000000000ff09015c"
                            + "001c00000022000a"
                            + text(1, "534e4150372d534552564552")
                            + text(2, "435055203331352d3220504e2f4450")
                            + text(3, "")
                            + text(4, "4f726967696e616c205369656d656e732045717569706d656e74")
                            + text(5, "5320432d433255523238393232303132")
                            + text(7, "435055203331352d3220504e2f4450")
                            + text(8, "4d4d43203236374646313146")
                            + text(9, "002af6000001")
                            + text(10, "")
                            + text(11, ""));

    static final Exchange UNKNOWN =
            Exchange.answered(
                    "0300002102f080320700000001000800080001120411440100ff0900040f770000",
                    "0300002102f080320700000001000c000400011208128401000000d4020a000000");

    static final Exchange DISCONNECT =
            Exchange.answered("0300000b06800001001400", "0300000b06c00014000100");

    private Szl() {}

    private static String text(int index, String hex) {
        return "%04x%s%s".formatted(index, hex, "00".repeat(32 - hex.length() / 2));
    }
}
