package io.walkdown.scanner.gate;

import java.util.Locale;

/// A text in which `*` stands for anything and `?` for one character; case does not matter, nor do
/// blanks around it.
///
/// @param text as it was written
record Glob(String text) {
    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// Whether that text fits, in time proportional to the product of both lengths at most.
    boolean fits(String other) {
        String pattern = folded(text);
        String value = folded(other);
        int p = 0;
        int v = 0;
        int star = -1;
        int resume = 0;
        while (v < value.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = v;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
