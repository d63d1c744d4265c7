package org.crmroute.agi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls what others plugged in, so that a fault of theirs costs no call. */
final class Guarded {

    private static final Logger log = LoggerFactory.getLogger(Guarded.class);

    private Guarded() {}

    static void run(Runnable foreign) {
        try {
            foreign.run();
        } catch (RuntimeException e) {
            log.error("A listener of the AGI server failed", e);
        }
    }
}
