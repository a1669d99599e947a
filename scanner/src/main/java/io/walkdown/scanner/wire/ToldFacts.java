package io.walkdown.scanner.wire;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;

/// What a device has told of its kind so far, as the known-bad list asks for it before each further
/// read (S8).
public final class ToldFacts {
    private ToldFacts() {}

    /// The facts on that nameplate; a field in conflict counts as not told.
    public static KnownFacts of(Plate plate) {
        return new KnownFacts(
                plate.value(NameplateField.MANUFACTURER),
                plate.value(NameplateField.ORDER_NUMBER),
                plate.value(NameplateField.MODEL),
                plate.value(NameplateField.FIRMWARE_REVISION));
    }
}
