package dev.mantissa.lib;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person most likely meant by a name that does not exist. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The known name nearest to {@code given} in any case, if it is near enough to be a slip: at
     * most one edit in three letters, and at least one letter right.
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String word = given.strip().toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(word, name.toLowerCase(Locale.ROOT)) <= limit(word));
    }

    /** " Did you mean 'high'?", or nothing where no known name is near. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known).map(n -> " Did you mean '" + n + "'?").orElse("");
    }

    private static int limit(String word) {
        return word.length() < 2 ? 0 : Math.max(1, word.length() / 3 + (word.length() > 3 ? 1 : 0));
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
     */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
                d[i][j] = Math.min(d[i][j], d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && swapped(a, b, i, j)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
