package io.walkdown.scanner.site;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that a wrong one was probably meant to be.
final class Suggestion {
    private Suggestion() {}

    /// The known word of least edit distance, ignoring case: at most 2, and at most a third of the
    /// word's length (at least 1).
    static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.clamp(word.length() / 3, 1, 2);
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(other -> distance(lower, other.toLowerCase(Locale.ROOT)) <= most)
                .min(
                        Comparator.comparingInt((String other) ->
                                        distance(lower, other.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// The way out of a wrong word: the nearest known one, or all of them.
    static String wayOut(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "known: " + String.join(", ", known.stream().sorted().toList()));
    }

    /// Edit distance with insertion, deletion, substitution and transposition of neighbours
    /// (optimal string alignment).
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
