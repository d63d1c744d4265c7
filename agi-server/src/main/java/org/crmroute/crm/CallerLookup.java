package org.crmroute.crm;

import java.time.Duration;
import org.crmroute.call.Party;

/** Asks the CRM itself about a caller whom the mirror does not know, and puts what it finds into the mirror. */
@FunctionalInterface
public interface CallerLookup {

    /** Nobody is asked. */
    CallerLookup OFF = (caller, patience) -> false;

    /**
     * Begins to ask, and waits for the answer.
     *
     * @param patience the longest to wait; zero: the answer is for the next call
     * @return whether the mirror knows more of this caller now
     */
    boolean lookUp(Party.Phone caller, Duration patience);
}
