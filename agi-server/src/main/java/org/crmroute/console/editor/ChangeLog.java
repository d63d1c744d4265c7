package org.crmroute.console.editor;

import org.crmroute.console.access.Person;

/** Where it is written down who changed what. */
@FunctionalInterface
public interface ChangeLog {

    /**
     * Somebody changed something.
     *
     * @param what {@code scenario published}
     * @param subject the scenario's name
     */
    void note(Person who, String what, String subject, String detail);
}
