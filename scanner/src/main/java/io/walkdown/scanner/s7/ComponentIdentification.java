package io.walkdown.scanner.s7;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// SZL 0x001C: names, serial number, plant designation (SIMATIC System and Standard Functions,
/// "Component identification"). Each record is an index and 32 characters.
///
/// Plant designation and location designation are what PROFINET's I&M1 calls the function tag and
/// the location tag, so they become the core fields `tag` and `location`.
final class ComponentIdentification {
    static final int LIST = 0x001C;
    static final String REQUEST = "szl-001c";

    private static final int MANUFACTURER = 9;

    /// The manufacturer id of Siemens (PROFIBUS & PROFINET International, profile guideline I&M).
    private static final int SIEMENS = 0x002A;

    private static final Map<Integer, NameplateField> CORE = new LinkedHashMap<>();
    private static final Map<Integer, String> OWN = new LinkedHashMap<>();

    static {
        CORE.put(3, NameplateField.TAG);
        CORE.put(5, NameplateField.SERIAL_NUMBER);
        CORE.put(7, NameplateField.MODEL);
        CORE.put(0x0B, NameplateField.LOCATION);
        OWN.put(1, "systemName");
        OWN.put(2, "moduleName");
        OWN.put(4, "copyright");
        OWN.put(8, "memoryCardSerial");
        OWN.put(0x0A, "oemId");
    }

    private ComponentIdentification() {}

    /// Tells what the list holds.
    ///
    /// @param missing what is said of a field that it does not hold
    static void tell(SzlData.Read read, FieldState missing, Plate plate) {
        state(missing, plate);
        CORE.forEach((index, field) ->
                text(read, index).ifPresent(value -> plate.told(field, value, REQUEST)));
        OWN.forEach((index, name) ->
                text(read, index).ifPresent(value -> plate.attribute(name, value, REQUEST)));
        read.entry(MANUFACTURER)
                .filter(entry -> entry.bytes().length() >= 4)
                .map(entry -> entry.bytes().u16be(2))
                .ifPresent(id -> tellManufacturer(id, plate));
    }

    private static void tellManufacturer(int id, Plate plate) {
        if (id == SIEMENS) {
            plate.told(NameplateField.MANUFACTURER, "Siemens", REQUEST);
        }
        plate.attribute("manufacturerId", "0x%04X".formatted(id), REQUEST);
    }

    private static Optional<String> text(SzlData.Read read, int index) {
        return read.entry(index).map(entry -> entry.text(2, 32));
    }

    /// The type name of the module, if it was told.
    static Optional<String> moduleType(SzlData.Read read) {
        return text(read, 7).filter(type -> !type.isEmpty());
    }

    /// The list was refused, or did not come.
    static void state(FieldState state, Plate plate) {
        CORE.values().forEach(field -> plate.state(field, state, REQUEST));
    }
}
