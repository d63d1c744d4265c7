package org.crmroute.console.live;

import java.util.List;
import java.util.Optional;

/**
 * What is going on, in the reader's words.
 *
 * @param version asked for with the next look
 * @param away why there is nothing to show; empty when there is
 * @param unseen how many calls there are beyond those shown
 * @param loose transfers under way whose call is not among the calls
 * @param ended the last ones that have ended, newest first
 */
public record BoardView(
        long version, Optional<Away> away, List<Row> calls, int unseen, List<Transfer> loose, List<Transfer> ended) {

    /**
     * Nothing to show.
     *
     * @param detail since when
     */
    public record Away(String title, String advice, String detail) {}

    /**
     * Somebody in a call.
     *
     * @param name may be empty
     */
    public record Party(String number, String name) {}

    /**
     * A call.
     *
     * @param tone how the style sheet marks its state
     * @param since how long it is in that state
     * @param came where it came to
     * @param decision path of the page that says why; empty when there is none
     * @param handOn path of the form that hands it on; empty when that cannot be done now
     */
    public record Row(
            String id,
            Party customer,
            Optional<Party> agent,
            String state,
            String tone,
            Lasting since,
            String came,
            String decision,
            String handOn,
            List<Transfer> transfers) {}

    /**
     * A time that goes on.
     *
     * @param moment when it began
     * @param seconds since then
     */
    public record Lasting(String moment, long seconds) {

        /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
        public String text() {
            long minutes = seconds / 60;
            return minutes < 60
                    ? "%d:%02d".formatted(minutes, seconds % 60)
                    : "%d:%02d:%02d".formatted(minutes / 60, minutes % 60, seconds % 60);
        }
    }

    /**
     * A transfer.
     *
     * @param state how it stands, or how it ended and why
     * @param tone how the style sheet marks that
     * @param wishes what can be asked of it now
     */
    public record Transfer(
            String id,
            String kind,
            Party customer,
            Party transferor,
            String target,
            String state,
            String tone,
            Lasting since,
            List<Wish> wishes) {}

    /**
     * Something that can be asked of a transfer.
     *
     * @param word as ari-app's interface has it: {@code complete}
     */
    public record Wish(String word, String title) {}
}
