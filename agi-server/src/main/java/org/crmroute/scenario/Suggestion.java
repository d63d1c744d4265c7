package org.crmroute.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what an author probably meant. */
final class Suggestion {

    private static final int OFFERED = 8;

    private Suggestion() {}

    /** {@code ; did you mean 'x'?} when something is close, else {@code ; there are: …}. */
    static String among(Collection<String> known, String written) {
        List<String> close = known.stream()
                .distinct()
                .filter(k -> distance(k, written) <= Math.max(1, written.length() / 3))
                .sorted(Comparator.comparingInt(k -> distance(k, written)))
                .limit(3)
                .toList();
        if (!close.isEmpty()) {
            return "; did you mean " + close.stream().map(c -> "'" + c + "'").collect(Collectors.joining(" or ")) + "?";
        }
        return known.isEmpty() ? "" : "; there are: " + listed(known);
    }

    static String listed(Collection<String> known) {
        String some = known.stream().distinct().limit(OFFERED).collect(Collectors.joining(", "));
        return known.size() > OFFERED ? some + " and " + (known.size() - OFFERED) + " more" : some;
    }

    /** Levenshtein's distance, letter case ignored; long texts are not compared. */
    private static int distance(String a, String b) {
        if (a.length() > 100 || b.length() > 100) {
            return Integer.MAX_VALUE;
        }
        String x = a.toLowerCase(Locale.ROOT);
        String y = b.toLowerCase(Locale.ROOT);
        int[] row = new int[y.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= x.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.length(); j++) {
                int change = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[y.length()];
    }
}
