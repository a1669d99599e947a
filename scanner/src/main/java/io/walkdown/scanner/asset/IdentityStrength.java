package io.walkdown.scanner.asset;

import java.util.Locale;

/// By what a device is known again, the strongest first.
public enum IdentityStrength {
    /// Its serial number, together with what it is.
    SERIAL_NUMBER,
    /// A hardware address that it told.
    MAC,
    /// Nothing but where it answers.
    PLACE;

    /// The name in files: lower case with dashes.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
