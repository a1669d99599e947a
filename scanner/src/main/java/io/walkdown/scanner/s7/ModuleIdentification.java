package io.walkdown.scanner.s7;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;
import java.util.Optional;

/// SZL 0x0011: order number, hardware and firmware (SIMATIC System and Standard Functions, "Module
/// identification").
///
/// | record | bytes 2 to 21 | bytes 24 to 27 |
/// |---|---|---|
/// | 0001 module | order number | version word: hardware |
/// | 0006 basic hardware | its order number | version word |
/// | 0007 basic firmware | blank | `V`, major, minor, patch |
/// | 0081 boot loader | text | letter, major, minor, patch |
final class ModuleIdentification {
    static final int LIST = 0x0011;
    static final String REQUEST = "szl-0011";

    private static final int MODULE = 1;
    private static final int BASIC_HARDWARE = 6;
    private static final int FIRMWARE = 7;
    private static final int BOOT_LOADER = 0x81;

    private ModuleIdentification() {}

    /// The order number, without which the list says nothing.
    static Optional<String> orderNumber(SzlData.Read read) {
        return read.entry(MODULE)
                .map(entry -> entry.text(2, 20))
                .filter(number -> !number.isEmpty());
    }

    /// Tells what the list holds.
    ///
    /// @param missing what is said of a field that it does not hold
    static void tell(SzlData.Read read, FieldState missing, Plate plate) {
        state(missing, plate);
        tellModule(read, plate);
        read.entry(FIRMWARE)
                .flatMap(ModuleIdentification::version)
                .ifPresent(text -> plate.told(NameplateField.FIRMWARE_REVISION, text, REQUEST));
        read.entry(BASIC_HARDWARE)
                .map(entry -> entry.text(2, 20))
                .filter(number -> !number.isEmpty())
                .filter(number -> !orderNumber(read).equals(Optional.of(number)))
                .ifPresent(number -> plate.attribute("basicHardware", number, REQUEST));
        read.entry(BOOT_LOADER)
                .flatMap(ModuleIdentification::version)
                .ifPresent(version -> plate.attribute("bootLoader", version, REQUEST));
    }

    private static void tellModule(SzlData.Read read, Plate plate) {
        Optional<SzlData.Entry> module = read.entry(MODULE);
        module.map(entry -> entry.text(2, 20))
                .ifPresent(number -> plate.told(NameplateField.ORDER_NUMBER, number, REQUEST));
        module.map(SzlData.Entry::bytes)
                .filter(record -> record.length() >= 26)
                .map(record -> Integer.toString(record.u16be(24)))
                .ifPresent(
                        version -> plate.told(NameplateField.HARDWARE_REVISION, version, REQUEST));
    }

    /// A letter and three numbers, for example `V3.2.6`.
    private static Optional<String> version(SzlData.Entry entry) {
        if (entry.bytes().length() < 28) {
            return Optional.empty();
        }
        char letter = (char) entry.bytes().u8(24);
        return letter >= 'A' && letter <= 'Z'
                ? Optional.of(
                        "%c%d.%d.%d"
                                .formatted(
                                        letter,
                                        entry.bytes().u8(25),
                                        entry.bytes().u8(26),
                                        entry.bytes().u8(27)))
                : Optional.empty();
    }

    /// The list was refused, or did not come.
    static void state(FieldState state, Plate plate) {
        plate.state(NameplateField.ORDER_NUMBER, state, REQUEST);
        plate.state(NameplateField.HARDWARE_REVISION, state, REQUEST);
        plate.state(NameplateField.FIRMWARE_REVISION, state, REQUEST);
    }
}
