package io.walkdown.scanner.asset;

import java.util.Arrays;
import java.util.Optional;

/// The core fields: PROFINET's I&M0 record and its tags, because every protocol maps to them.
public enum NameplateField {
    MANUFACTURER("manufacturer"),
    MODEL("model"),
    ORDER_NUMBER("orderNumber"),
    SERIAL_NUMBER("serialNumber"),
    HARDWARE_REVISION("hardwareRevision"),
    FIRMWARE_REVISION("firmwareRevision"),
    DEVICE_TYPE("deviceType"),
    TAG("tag"),
    LOCATION("location"),
    DESCRIPTION("description");

    private final String id;

    NameplateField(String id) {
        this.id = id;
    }

    /// The name in files.
    public String id() {
        return id;
    }

    /// The field of that [#id()], or empty.
    public static Optional<NameplateField> byId(String id) {
        return Arrays.stream(values()).filter(field -> field.id.equals(id)).findFirst();
    }
}
