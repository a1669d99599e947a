package io.walkdown.scanner.baseline;

import java.util.Locale;

/// When two names of assets are one: without regard to case, as in the site file.
final class Names {
    private Names() {}

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }
}
