package org.crmroute.console.mirror;

import org.crmroute.console.access.Person;

/** Where it is noted that somebody changed something. */
@FunctionalInterface
public interface Noting {

    /**
     * Notes a change that was made.
     *
     * @param what a key of the console's words
     * @param subject what was changed
     * @param detail more about it; may be empty
     */
    void note(Person who, String what, String subject, String detail);
}
