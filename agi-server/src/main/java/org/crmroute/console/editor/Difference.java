package org.crmroute.console.editor;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * What is different between two texts, line by line, with a few lines around each place.
 *
 * @param rows in order; none when nothing is different
 */
public record Difference(List<Row> rows) {

    private static final int AROUND = 3;
    /** A browser shows no more in good time. */
    private static final int MOST = 3000;

    /**
     * A line.
     *
     * @param kind {@code same}, {@code gone}, {@code new}; {@code skip} where equal lines are left out
     * @param before its number in the first text; 0 where it is not there
     * @param after its number in the second text; 0 where it is not there
     */
    public record Row(String kind, int before, int after, String text) {}

    public static Difference between(String first, String second) {
        if (first.equals(second)) {
            return new Difference(List.of());
        }
        List<String> before = first.lines().toList();
        List<String> after = second.lines().toList();
        List<Row> rows = new ArrayList<>();
        int shown = 0;
        int shift = 0;
        List<AbstractDelta<String>> deltas = DiffUtils.diff(before, after).getDeltas();
        for (int i = 0; i < deltas.size() && rows.size() < MOST; i++) {
            AbstractDelta<String> delta = deltas.get(i);
            int from = delta.getSource().getPosition();
            int begin = Math.max(shown, from - AROUND);
            if (begin > shown) {
                rows.add(new Row("skip", 0, 0, ""));
            }
            same(rows, before, begin, from, shift);
            int place = from;
            for (String line : delta.getSource().getLines()) {
                rows.add(new Row("gone", ++place, 0, line));
            }
            int other = delta.getTarget().getPosition();
            for (String line : delta.getTarget().getLines()) {
                rows.add(new Row("new", 0, ++other, line));
            }
            shift = other - place;
            int next = i + 1 < deltas.size() ? deltas.get(i + 1).getSource().getPosition() : before.size();
            shown = Math.min(place + AROUND, next);
            same(rows, before, place, shown, shift);
        }
        if (!rows.isEmpty() && shown < before.size()) {
            rows.add(new Row("skip", 0, 0, ""));
        }
        return new Difference(List.copyOf(rows));
    }

    private static void same(List<Row> rows, List<String> lines, int from, int to, int shift) {
        for (int i = from; i < to; i++) {
            rows.add(new Row("same", i + 1, i + 1 + shift, lines.get(i)));
        }
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
