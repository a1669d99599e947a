package io.walkdown.scanner.enip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Rockwell catalogue number, as far as a product name tells it.
///
/// CIP has no attribute for an order number. Rockwell Automation (vendor 1) begins many product
/// names with it: `1756-L61/B LOGIX5561` is catalogue number 1756-L61, series B. Only this form is
/// believed, from the first character on: four digits and at most two letters of a bulletin, a
/// dash, one run of capital letters and digits, then the name's end, a blank, or a slash with one
/// series letter. Another vendor's name is never read this way.
///
/// @param number for example `1756-L61`
/// @param series one capital letter, if told
record CatalogueNumber(String number, Optional<String> series) {
    private static final int ROCKWELL = 1;
    private static final Pattern NAME =
            Pattern.compile("(\\d{4}[A-Z]{0,2}-[A-Z0-9]{2,16})(?:/([A-Z]))?(?: .*)?");

    /// The catalogue number in that identity's name, if it has one.
    static Optional<CatalogueNumber> of(CipIdentity identity) {
        Matcher name = NAME.matcher(identity.name());
        return identity.vendor() == ROCKWELL && name.matches()
                ? Optional.of(
                        new CatalogueNumber(name.group(1), Optional.ofNullable(name.group(2))))
                : Optional.empty();
    }
}
