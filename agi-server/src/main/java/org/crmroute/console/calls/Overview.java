package org.crmroute.console.calls;

import java.util.List;
import java.util.Optional;

/**
 * What the overview shows of a day.
 *
 * @param day in the reader's way of writing
 * @param from the day's beginning, for links to the list of calls
 * @param bars one an hour
 * @param reasons what became of the calls, most of them first
 * @param took an average decision, and the slowest; empty without calls
 */
public record Overview(
        String day,
        String from,
        long calls,
        long routed,
        long others,
        long failed,
        List<Bar> bars,
        List<Count> reasons,
        Optional<String> took,
        Optional<String> slowest,
        List<Unmatched> unmatched,
        List<Idle> idle,
        int moreIdle) {

    /** Of the chart's drawing, in its own units. */
    public static final int WIDTH = 720;

    public static final int HEIGHT = 180;
    static final int PLOT = 150;

    /**
     * An hour of the chart.
     *
     * @param hour as people read it: {@code 09}
     * @param labelled whether it is written below the bar
     * @param x where its bar stands
     * @param parts the bar, from below
     */
    public record Bar(
            String hour, boolean labelled, int x, int width, long routed, long others, long failed, List<Part> parts) {
        public long calls() {
            return routed + others + failed;
        }
    }

    /** A piece of a bar: {@code routed}, {@code others} or {@code failed}. */
    public record Part(String kind, int y, int height) {}

    /** So many calls had one outcome. */
    public record Count(String reason, String word, String badge, long calls, int percent) {}

    /** A caller whom no rule matched. */
    public record Unmatched(
            String number, boolean known, long calls, String latest, String calledLink, String testLink) {}

    /**
     * A rule that decided nothing since its version is in force.
     *
     * @param since when that version was made
     * @param before when it last decided in an earlier version; empty when it never did
     * @param suspended whether it is out of force, and so cannot decide
     */
    public record Idle(
            String scenario,
            String rule,
            String name,
            long version,
            String since,
            Optional<String> before,
            boolean suspended) {}
}
