package org.crmroute.sync;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What is asked of the synchronisation's thread, and what that thread sleeps on. */
final class Orders implements SyncOrders {

    private final Set<Part> wanted = EnumSet.noneOf(Part.class);

    private boolean roundWanted;

    private synchronized void want(Part part) {
        wanted.add(part);
        notifyAll();
    }

    @Override
    public void wake() {
        want(Part.NOTICED);
    }

    /** Somebody wrote down what is wanted, or changed what may be done: look at once. */
    void look() {
        want(Part.CHANGES);
    }

    @Override
    public void catalogueChanged() {
        want(Part.CATALOGUE);
    }

    @Override
    public void compareNow() {
        want(Part.COMPARING);
    }

    /** Begins a round of reading again, and does not pause in it. */
    synchronized void rereadNow() {
        roundWanted = true;
        want(Part.REREADING);
    }

    synchronized boolean takeRound() {
        boolean taken = roundWanted;
        roundWanted = false;
        return taken;
    }

    /** The next rows that are read again have come. */
    void rowsCameAgain() {
        want(Part.REREADING);
    }

    /** The full synchronisation's next rows have come. */
    void rowsCame() {
        want(Part.FULL);
    }

    /** What was asked since the last time. */
    synchronized Set<Part> take() {
        Set<Part> taken = EnumSet.noneOf(Part.class);
        taken.addAll(wanted);
        wanted.clear();
        return taken;
    }

    /** Sleeps until something is asked, at most for a time. */
    synchronized void await(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (wanted.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
