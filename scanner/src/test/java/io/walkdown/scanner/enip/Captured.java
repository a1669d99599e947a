package io.walkdown.scanner.enip;

/// Requests and answers in hexadecimal. Those named after a server were captured from it, with the
/// sender context of the capture replaced by ours; the rest is composed by hand.
final class Captured {
    static final String CONTEXT = "77616c6b646f776e";

    /// The context of a slot's frame: the slot is added to the last byte.
    static String context(int slot) {
        return CONTEXT.substring(0, 14) + "%02x".formatted((0x6e + slot) & 0xff);
    }

    /// That answer as the slot's: the context comes back as it was sent.
    static String from(int slot, String answer) {
        return answer.replace(CONTEXT, context(slot));
    }

    static final String LIST_IDENTITY = "630000000000000000000000" + CONTEXT + "00000000";

    /// OpENer, configured as a WAGO coupler.
    static final String OPENER_IDENTITY =
            "630034000000000000000000"
                    + CONTEXT
                    + "00000000"
                    + "01000c002e000100"
                    + "0002af12000000000000000000000000"
                    + "28000c00ee02030b000015cd5b070c5741474f203735302d33353200";

    static final String REGISTER = "650004000000000000000000" + CONTEXT + "0000000001000000";

    /// The session of the capture from cpppo.
    static final String SESSION = "d89c2475";

    static final String REGISTERED =
            "65000400" + SESSION + "00000000" + CONTEXT + "0000000001000000";
    static final String UNREGISTER = "66000000" + SESSION + "00000000" + CONTEXT + "00000000";

    /// cpppo, a ControlLogix.
    static final String CPPPO_IDENTITY =
            inSession(
                    "000000000a00020000000000b2002b00"
                            + "8100000001000e003600140b60311a066c00"
                            + "14313735362d4c36312f42204c4f47495835353631ff000000");

    /// OpENer, which does not route.
    static final String OPENER_REFUSAL = cip("d2000800");

    /// Link address not valid: nothing in the slot.
    static final String NOTHING_THERE = cip("d20001011203");

    /// Unconnected request timed out, with the remaining path's size behind it.
    static final String ROUTE_TIMED_OUT = cip("d2000101040201");

    static final String LINK_TO_SELF = cip("d20001011803");
    static final String MODULE_REFUSES = cip("81000800");
    static final String NO_RESOURCE = cip("d2000200");
    static final String NO_BUFFER = cip("d20001010103");

    private Captured() {}

    /// The request that asks that slot with a routing timeout of 2 s.
    static String slot(int slot) {
        return "6f002400"
                + SESSION
                + "00000000"
                + context(slot)
                + "00000000"
                + "00000000000002000000" // timeout 0, where cpppo's client said 10 s
                + "0000b2001400"
                + "52022006240103fa0600010220012401010001%02x".formatted(slot);
    }

    /// A SendRRData answer with that CIP message.
    static String cip(String message) {
        return inSession(
                "00000000000002000000" + "0000b200" + le16(message.length() / 2) + message);
    }

    static String inSession(String data) {
        return "6f00"
                + le16(data.length() / 2)
                + SESSION
                + "00000000"
                + CONTEXT
                + "00000000"
                + data;
    }

    /// An answer without data that tells of an encapsulation error.
    static String refusal(String command, int status) {
        return command + "0000" + SESSION + "%02x000000".formatted(status) + CONTEXT + "00000000";
    }

    /// A ListIdentity answer with these items.
    static String listing(int count, String items) {
        String data = le16(count) + items;
        return "6300" + le16(data.length() / 2) + "0000000000000000" + CONTEXT + "00000000" + data;
    }

    /// An identity item of that vendor, type, name and what follows the name.
    static String identity(int vendor, int type, String name, String after) {
        String nameHex =
                java.util.HexFormat.of()
                        .formatHex(name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        String body =
                "0100"
                        + "0002af120a0000050000000000000000"
                        + le16(vendor)
                        + le16(type)
                        + "0700"
                        + "2101"
                        + "0400"
                        + "efbeadde"
                        + "%02x".formatted(name.length())
                        + nameHex
                        + after;
        return "0c00" + le16(body.length() / 2) + body;
    }

    static String le16(int value) {
        return "%02x%02x".formatted(value & 0xFF, value >> 8);
    }
}
