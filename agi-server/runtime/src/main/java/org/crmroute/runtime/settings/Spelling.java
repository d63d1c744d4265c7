package org.crmroute.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word someone probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The known word nearest to what was written, if it is near enough to be a slip. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String word = written.toLowerCase(Locale.ROOT);
        int slips = word.length() <= 4 ? 1 : word.length() <= 8 ? 2 : 3;
        return known.stream()
                .filter(k -> distance(word, k.toLowerCase(Locale.ROOT)) <= slips)
                .min(Comparator.comparingInt((String k) -> distance(word, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, drop, replace or swap with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
