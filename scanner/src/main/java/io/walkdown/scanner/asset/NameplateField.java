package io.walkdown.scanner.asset;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private static final Map<String, NameplateField> BY_ID =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(NameplateField::id, it -> it));

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
        return Optional.ofNullable(BY_ID.get(id));
    }
}
