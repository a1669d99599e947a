package io.walkdown.scanner.gate;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/// A firmware revision as a device tells it, compared by its numbers: `V3.2.8` is before `V3.2.17`.
///
/// @param text as it was told
record Revision(String text) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

    private List<BigInteger> numbers() {
        return NUMBER.matcher(text).results().map(it -> new BigInteger(it.group())).toList();
    }

    /// Whether it is older: number by number, and one that ends first is older. A text without
    /// numbers is before nothing.
    boolean isBefore(Revision other) {
        List<BigInteger> mine = numbers();
        List<BigInteger> theirs = other.numbers();
        if (mine.isEmpty()) {
            return false;
        }
        for (int i = 0; i < mine.size() && i < theirs.size(); i++) {
            int order = mine.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return mine.size() < theirs.size();
    }
}
