package org.crmroute.scenario;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmroute.runtime.yaml.Saying;

/** Finds what an author probably meant. */
final class Suggestion {

    /** The kind of saying when something is close. */
    static final String MEAN = "hint.mean";

    private static final int OFFERED = 8;

    private Suggestion() {}

    /** {@code ; did you mean 'x'?} when something is close, else {@code ; there are: …}. */
    static Saying among(Collection<String> known, String written) {
        int nearest = Integer.MAX_VALUE;
        Set<String> fitting = new LinkedHashSet<>();
        for (String one : known) {
            int distance = distance(one, written);
            if (distance < nearest) {
                nearest = distance;
                fitting.clear();
            }
            if (distance == nearest) {
                fitting.add(one);
            }
        }
        List<String> close = nearest > Math.max(1, written.length() / 3)
                ? List.of()
                : fitting.stream().limit(3).toList();
        if (!close.isEmpty()) {
            return Saying.of(MEAN, "; did you mean %s?", either(close));
        }
        return known.isEmpty() ? Saying.NOTHING : Saying.of("hint.there", "; there are: %s", listed(known));
    }

    private static Saying either(List<String> of) {
        return of.stream()
                .map(one -> Saying.of("hint.one", "'%s'", one))
                .reduce((some, one) -> Saying.of("hint.or", "%s or %s", some, one))
                .orElse(Saying.NOTHING);
    }

    static Saying listed(Collection<String> known) {
        String some = known.stream().distinct().limit(OFFERED).collect(Collectors.joining(", "));
        return known.size() > OFFERED
                ? Saying.of("hint.more", "%s and %s more", some, known.size() - OFFERED)
                : Saying.only(some);
    }

    /** How many letters are wrong, missing, too many or swapped with their neighbour; long texts are not compared. */
    private static int distance(String a, String b) {
        if (a.length() > 100 || b.length() > 100) {
            return Integer.MAX_VALUE;
        }
        String x = a.toLowerCase(Locale.ROOT);
        String y = b.toLowerCase(Locale.ROOT);
        int[][] rows = new int[x.length() + 1][y.length() + 1];
        for (int i = 0; i <= x.length(); i++) {
            for (int j = 0; j <= y.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
                int least = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && x.charAt(i - 1) == y.charAt(j - 2) && x.charAt(i - 2) == y.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
            }
        }
        return rows[x.length()][y.length()];
    }
}
