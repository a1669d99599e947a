package io.walkdown.scanner.modbus;

import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Turns one unit's device identification objects into fields (Modbus Application Protocol V1.1b3,
/// 6.21).
///
/// | id | object | field |
/// |---|---|---|
/// | 00 | VendorName | manufacturer |
/// | 01 | ProductCode | order number: vendors document it as the catalogue number |
/// | 02 | MajorMinorRevision | firmware revision |
/// | 03 | VendorUrl | attribute `vendorUrl` |
/// | 04 | ProductName | model |
/// | 05 | ModelName | attribute `modelName`, and the model where 04 is absent or blank |
/// | 06 | UserApplicationName | attribute `userApplicationName`: what it means is up to its user |
/// | 07.. | reserved, the vendor's own | attributes `object07` to `objectff` |
///
/// An object of length 0 is empty. An object missing from a list that was read to its end is not
/// supported; from one that was cut short, it has no answer.
final class DeviceIdentification {
    private static final int PRODUCT_CODE = 1;
    private static final int PRODUCT_NAME = 4;
    private static final int MODEL_NAME = 5;

    private final Plate plate;
    private final Set<Integer> seen = new TreeSet<>();
    private Optional<String> modelName = Optional.empty();

    DeviceIdentification(Plate plate) {
        this.plate = plate;
    }

    /// Notes objects as they come.
    void tell(List<DeviceObject> objects, String request) {
        for (DeviceObject object : objects) {
            seen.add(object.id());
            Optional<NameplateField> field = field(object.id());
            String text = DeviceText.of(object.value());
            if (field.isPresent()) {
                plate.told(field.get(), text, request);
            } else {
                plate.attribute(
                        attribute(object.id()),
                        object.id() <= 6 ? text : DeviceText.printable(object.value()),
                        request);
            }
            if (object.id() == MODEL_NAME) {
                modelName = Optional.of(text);
            }
        }
    }

    /// Notes that no more comes for that category.
    ///
    /// @param missing the state of what the device did not send
    void finish(Category category, FieldState missing, String request) {
        if (modelName.isPresent() && plate.value(NameplateField.MODEL).isEmpty()) {
            plate.told(NameplateField.MODEL, modelName.get(), request);
            seen.add(PRODUCT_NAME);
        }
        for (int id = 0; id <= lastNamed(category); id++) {
            if (seen.contains(id)) {
                continue;
            }
            Optional<NameplateField> field = field(id);
            if (field.isPresent()) {
                plate.state(field.get(), missing, request);
            } else {
                plate.attributeState(attribute(id), missing, request);
            }
        }
    }

    /// Whether every object of the category lies before that one, so that asking on would only
    /// bring those of a higher category.
    static boolean isBehind(Category category, int objectId) {
        return category != Category.EXTENDED && objectId > lastNamed(category);
    }

    /// The values by which a safety controller can be known: product code, product and model name.
    static List<String> types(List<DeviceObject> objects) {
        return objects.stream()
                .filter(object ->
                        object.id() == PRODUCT_CODE
                                || object.id() == PRODUCT_NAME
                                || object.id() == MODEL_NAME)
                .map(object -> DeviceText.of(object.value()))
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static int lastNamed(Category category) {
        return switch (category) {
            case BASIC -> 2;
            case REGULAR, EXTENDED -> 6;
        };
    }

    private static Optional<NameplateField> field(int id) {
        return switch (id) {
            case 0 -> Optional.of(NameplateField.MANUFACTURER);
            case PRODUCT_CODE -> Optional.of(NameplateField.ORDER_NUMBER);
            case 2 -> Optional.of(NameplateField.FIRMWARE_REVISION);
            case PRODUCT_NAME -> Optional.of(NameplateField.MODEL);
            default -> Optional.empty();
        };
    }

    private static String attribute(int id) {
        return switch (id) {
            case 3 -> "vendorUrl";
            case MODEL_NAME -> "modelName";
            case 6 -> "userApplicationName";
            default -> String.format(Locale.ROOT, "object%02x", id);
        };
    }
}
