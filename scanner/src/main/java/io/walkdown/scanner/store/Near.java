package io.walkdown.scanner.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds what was probably meant by a name that nothing has.
public final class Near {
    private Near() {}

    /// The known name that is nearest, if it is near enough to be a slip.
    public static Optional<String> nearest(String name, Collection<String> known) {
        return near(name, known, 1).stream().findFirst();
    }

    /// Known names that are near enough to be a slip of the hand, the nearest first.
    ///
    /// @param most how many at most
    public static List<String> near(String name, Collection<String> known, int most) {
        record Distant(String name, int distance) {}
        int limit = Math.max(2, name.length() / 3);
        return known.stream()
                .map(other -> new Distant(other, distance(name, other)))
                .filter(other -> other.distance() <= limit)
                .sorted(Comparator.comparingInt(Distant::distance).thenComparing(Distant::name))
                .map(Distant::name)
                .limit(most)
                .toList();
    }

    /// Levenshtein's distance, without regard to case.
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
