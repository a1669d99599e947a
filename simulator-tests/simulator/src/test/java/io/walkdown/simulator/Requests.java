package io.walkdown.simulator;

/// Frames that a polite scan sends, as hexadecimal digits.
final class Requests {

    static final String SETUP = "0300001902f08032010000000000080000f0000001000101e0";
    static final String SZL_0011 =
            "0300002102f080320700000001000800080001120411440100ff09000400110000";
    static final String SZL_001C =
            "0300002102f080320700000002000800080001120411440100ff090004001c0000";
    static final String DISCONNECT = "0300000b06800001001400";
    static final String BASIC_IDENTIFICATION = "000100000005ff2b0e0100";
    static final String OPEN_CONNECTIONS = "000300000006ff03102a0001";
    static final String LIST_IDENTITY = "63000000 00000000 00000000 0102030405060708 00000000";
    static final String REGISTER = "65000400 00000000 00000000 0102030405060708 00000000 01000000";

    private Requests() {}

    /// CR from group 03, "other".
    static String connect(int place) {
        return connect(3, place);
    }

    static String connect(int group, int place) {
        return "0300001611e00000001400c1020100c202%02x%02xc0010a".formatted(group, place);
    }

    static String followUp(int sequence) {
        return "0300002102f0803207000000030 00c0004000112081244 01%02x000000000a000000"
                .formatted(sequence);
    }

    static String basicIdentification(int unit) {
        return "000100000005%02x2b0e0100".formatted(unit);
    }

    /// Get_Attributes_All on Identity of the module in `slot`, with time tick 7 and 16 ticks.
    static String slotIdentity(String session, int slot) {
        return slotIdentity(session, slot, 0x07, 0x10);
    }

    static String slotIdentity(String session, int slot, int tick, int ticks) {
        return unconnected(
                session,
                "5202200624 01%02x%02x0600 010220012401 010001%02x".formatted(tick, ticks, slot));
    }

    /// SendRRData with one unconnected message.
    static String unconnected(String session, String message) {
        int length = Bytes.hex(message).length();
        return "6f00%s%s 00000000 0102030405060708 00000000 00000000 0000 0200 00000000 b200%s%s"
                .formatted(littleEndian(16 + length), session, littleEndian(length), message);
    }

    static String unregister(String session) {
        return "66000000" + session + "00000000 0102030405060708 00000000";
    }

    private static String littleEndian(int value) {
        return "%02x%02x".formatted(value & 0xff, value >> 8);
    }
}
