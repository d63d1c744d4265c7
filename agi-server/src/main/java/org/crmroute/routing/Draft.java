package org.crmroute.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * A scenario that somebody is changing. Each author has one of each scenario; calls know nothing of it.
 *
 * @param base the version it began from; 0 when there was none
 * @param revision grows with each change; 0 = not stored yet, it is what is in force
 * @param at when it was changed last
 * @param text the document, finished or not
 * @param before the text before the last change, to take that back
 * @param aside an earlier text of the author's, put aside in favour of somebody else's version
 */
public record Draft(
        String scenario,
        String author,
        long base,
        long revision,
        Instant at,
        String text,
        Optional<String> before,
        Optional<String> aside) {

    /** Characters; a scenario of 1,000 rules takes about a quarter of it. */
    public static final int LONGEST = 1_000_000;

    public boolean isStored() {
        return revision > 0;
    }
}
