package io.walkdown.scanner.s7;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What S7 CPUs answer, in hexadecimal, built by hand from the layouts of ISO 8073 and of the
/// system status lists.
final class Answers {
    /// The device's reference is 0x4431, as a CPU told it.
    static final String CONFIRM = "0300001611d00014443100c0010ac1020100c2020302";

    /// The order number of the sample CPU.
    static final String S7_315 = "6ES7 315-2EH14-0AB0";

    private Answers() {}

    /// A disconnect request in place of an answer.
    static String disconnect(int reason) {
        return "0300000b068000144431%02x".formatted(reason);
    }

    /// Setup is agreed to, with a PDU of 240 bytes.
    static String agreed() {
        return "0300001b02f080320300000001000800000000f0000001000100f0";
    }

    /// Setup is declined.
    static String declined(int error) {
        return "0300001302f08032030000000100000000%04x".formatted(error);
    }

    /// A piece of a list.
    ///
    /// @param more whether the list goes on
    static String piece(int reference, int sequence, boolean more, String data) {
        int length = data.length() / 2;
        return "0300%04x02f08032070000%04x000c%04x00011208128401%02x%02x%02x0000ff09%04x%s"
                .formatted(
                        33 + length,
                        reference,
                        4 + length,
                        sequence,
                        sequence,
                        more ? 1 : 0,
                        length,
                        data);
    }

    /// A list in one piece.
    static String whole(int reference, String data) {
        return piece(reference, 0, false, data);
    }

    /// A refusal, as CPUs send it.
    ///
    /// @param error the parameter's error word, 0 for none
    /// @param code the data's return code
    static String refusal(int reference, int error, int code) {
        return "0300002102f08032070000%04x000c000400011208128401000000%04x%02x000000"
                .formatted(reference, error, code);
    }

    /// An answer that has a parameter and no data at all.
    static String withoutData(int reference, int error) {
        return "0300001d02f08032070000%04x000c000000011208128401000000%04x"
                .formatted(reference, error);
    }

    /// SZL 0x0011 of a CPU: module, basic hardware and basic firmware.
    static String modules(String orderNumber) {
        return list(
                0x0011,
                28,
                "0001" + text(orderNumber, 20) + "00c000050001",
                "0006" + text(orderNumber, 20) + "00c000050001",
                "0007" + text("", 20) + "00c056030206",
                "0081" + text("Boot Loader", 20) + "000041250909");
    }

    /// SZL 0x001C of that CPU: ten records of 34 bytes.
    static String components() {
        return list(
                0x001C,
                34,
                "0001" + zeros("Line 4", 32),
                "0002" + zeros("PLC_1", 32),
                "0003" + zeros("=A1+B2", 32),
                "0004" + zeros("Original Siemens Equipment", 32),
                "0005" + zeros("S C-X4U421302009", 32),
                "0007" + zeros("CPU 315-2 PN/DP", 32),
                "0008" + zeros("MMC 267FF11F", 32),
                "0009" + "002a" + "00".repeat(30),
                "000a" + zeros("", 32),
                "000b" + zeros("Hall 3", 32));
    }

    static String list(int list, int length, String... records) {
        return "%04x0000%04x%04x%s"
                .formatted(list, length, records.length, String.join("", records));
    }

    /// Text filled up with blanks.
    static String text(String text, int length) {
        return hex(text + " ".repeat(length - text.length()));
    }

    /// Text filled up with zero bytes.
    static String zeros(String text, int length) {
        return hex(text + "\0".repeat(length - text.length()));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
