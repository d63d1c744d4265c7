package org.crmroute.bitrix24;

import java.time.Duration;

/**
 * How many pages of one listing to ask for in one request: as many as the portal answers in about 1.5 s, between 1 and
 * 50. A longer request gains nothing, a shorter one spends its time on the way.
 */
final class ChainLength {

    static final int MOST = 50;

    private static final int FIRST = 10;
    private static final double AIM_SECONDS = 1.5;

    private int pages = FIRST;
    private int most = MOST;
    private double secondsPerPage;
    /** Grows slowly after a time-out, so as not to run into the next one. */
    private boolean careful;

    synchronized int pages() {
        return pages;
    }

    /**
     * All pages were full.
     *
     * @param server how long the portal worked
     */
    synchronized void answered(int asked, Duration server) {
        learn(asked, server);
        double grown = careful ? pages + 1 : pages * 2.0;
        pages = (int) Math.max(1, Math.min(ideal(), grown));
    }

    /**
     * The rows ended on one of the pages. What was asked for behind it was work for nothing, so the next request, which
     * often asks what has come since, begins with no more than that.
     */
    synchronized void ended(int asked, int used, Duration server) {
        learn(asked, server);
        pages = (int) Math.max(1, Math.min(ideal(), used));
    }

    private void learn(int asked, Duration server) {
        double now = server.toNanos() / 1e9 / asked;
        secondsPerPage = secondsPerPage == 0 ? now : (secondsPerPage + now) / 2;
    }

    private double ideal() {
        return secondsPerPage <= 0 ? most : Math.min(most, Math.floor(AIM_SECONDS / secondsPerPage + 1e-9));
    }

    synchronized void timedOut(int asked) {
        pages = Math.max(1, Math.min(pages, asked / 2));
        careful = true;
    }

    /** Stays so: the rows do not get smaller. */
    synchronized void tooLarge(int asked) {
        most = Math.max(1, Math.min(most, asked / 2));
        pages = Math.min(pages, most);
    }
}
