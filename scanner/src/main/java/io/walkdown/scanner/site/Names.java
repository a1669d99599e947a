package io.walkdown.scanner.site;

import java.util.regex.Pattern;

/// How sites, devices and groups may be called: so that a name is never taken for an address, a
/// selector, a formula or an option.
final class Names {
    private static final Pattern NAME =
            Pattern.compile(
                    "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._+-]{0,62}[\\p{L}\\p{M}\\p{N}])?");
    private static final Pattern LIKE_AN_ADDRESS = Pattern.compile("[0-9.]*\\.[0-9.]*");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !LIKE_AN_ADDRESS.matcher(text).matches();
    }

    static Parsed<String> parse(String text) {
        return isName(text)
                ? new Parsed.Right<>(text)
                : new Parsed.Wrong<>(
                        "\"" + text + "\" cannot be a name",
                        "start and end with a letter or digit; letters, digits, spaces and . _ + -"
                                + " between, at most 64; not like an address");
    }
}
