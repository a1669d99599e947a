package io.walkdown.scanner.enip;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;
import java.util.List;
import java.util.Optional;

/// Writes a CIP identity, or the lack of one, onto a nameplate.
///
/// - Serial number: eight hexadecimal digits in capitals. CIP defines 32 bits and no notation;
///   Rockwell prints them so on its labels and screens.
/// - Firmware: major, dot, minor with three digits, `20.011`. So volume 1, 5A-2.2.4 displays a
///   revision, and so Rockwell prints it.
/// - Order number: see [CatalogueNumber]; else not supported, for CIP has no attribute for it.
///
/// @param plate the nameplate
/// @param request the request's id, kept as evidence
record IdentityFields(Plate plate, String request) {
    private static final int STATE_UNKNOWN = 0xFF;

    private static final List<NameplateField> CORE =
            List.of(
                    NameplateField.MANUFACTURER,
                    NameplateField.MODEL,
                    NameplateField.ORDER_NUMBER,
                    NameplateField.SERIAL_NUMBER,
                    NameplateField.FIRMWARE_REVISION,
                    NameplateField.DEVICE_TYPE);

    /// Notes what the Identity object told.
    void told(CipIdentity identity) {
        field(NameplateField.MANUFACTURER, CipNames.vendor(identity.vendor()));
        field(NameplateField.DEVICE_TYPE, CipNames.deviceType(identity.deviceType()));
        field(NameplateField.MODEL, identity.name());
        field(NameplateField.SERIAL_NUMBER, "%08X".formatted(identity.serial()));
        field(
                NameplateField.FIRMWARE_REVISION,
                "%d.%03d".formatted(identity.major(), identity.minor()));
        orderNumber(CatalogueNumber.of(identity));
        attribute("vendorId", Integer.toString(identity.vendor()));
        attribute("deviceTypeId", Integer.toString(identity.deviceType()));
        attribute("productCode", Integer.toString(identity.productCode()));
        attribute("status", "0x%04X".formatted(identity.status()));
    }

    /// Notes what only ListIdentity tells.
    void listed(ListedIdentity listed) {
        told(listed.identity());
        attribute("encapsulationVersion", Integer.toString(listed.version()));
        if (listed.address().equals("0.0.0.0")) {
            plate.attributeState("configuredAddress", FieldState.EMPTY, request);
        } else {
            attribute("configuredAddress", listed.address());
        }
        listed.identity().state().ifPresent(this::state);
    }

    /// Notes that none of the core fields has a value, and why.
    void without(FieldState state) {
        CORE.forEach(field -> plate.state(field, state, request));
    }

    /// Notes a value of CIP's own.
    void attribute(String name, String value) {
        plate.attribute(name, value, request);
    }

    private void field(NameplateField field, String value) {
        plate.told(field, value, request);
    }

    private void orderNumber(Optional<CatalogueNumber> catalogue) {
        if (catalogue.isEmpty()) {
            plate.state(NameplateField.ORDER_NUMBER, FieldState.NOT_SUPPORTED, request);
            return;
        }
        field(NameplateField.ORDER_NUMBER, catalogue.get().number());
        catalogue.get().series().ifPresent(series -> attribute("series", series));
    }

    private void state(int state) {
        if (state == STATE_UNKNOWN) {
            plate.attributeState("state", FieldState.EMPTY, request);
        } else {
            attribute("state", stateName(state));
        }
    }

    /// Volume 1, 5A-2.2.8.
    private static String stateName(int state) {
        return switch (state) {
            case 0 -> "nonexistent";
            case 1 -> "self testing";
            case 2 -> "standby";
            case 3 -> "operational";
            case 4 -> "major recoverable fault";
            case 5 -> "major unrecoverable fault";
            default -> "CIP state " + state;
        };
    }
}
