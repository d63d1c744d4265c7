package org.crmroute.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.RecordRef;

/**
 * Writes the mirror. What is written in one call is seen by readers all at once, when the call returns; when the work
 * throws, the mirror is as it was before.
 */
public interface MirrorWriter {

    /**
     * Replaces the whole content: the work begins with an empty mirror, an empty catalogue, and without notes and
     * records left out, since how far the synchronisation was says nothing about content from elsewhere. Made for
     * millions of records; notices, scenarios and the decision log are not touched.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when the database cannot be written
     */
    <X extends Exception> void replace(Work<X> work) throws X;

    /**
     * Changes the mirror.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when the database cannot be written
     */
    <X extends Exception> void change(Work<X> work) throws X;

    /** What is to be written. */
    @FunctionalInterface
    interface Work<X extends Exception> {
        void write(Pen pen) throws X;
    }

    /** Writes into the mirror while a {@link Work} runs. */
    interface Pen {

        /**
         * Adds a record, or replaces the one of that id. One equal to what is there costs no write.
         *
         * @return false when the mirror holds a newer one already, which stays
         */
        boolean put(MirrorRecord record);

        /** Adds a record, or replaces the one of that id even if it looks newer: the CRM was asked twice. */
        void overwrite(MirrorRecord record);

        /**
         * Removes a record, if it is there; it no longer counts as held, even if it was left out.
         *
         * @return whether the mirror had it
         */
        boolean remove(RecordRef record);

        /**
         * Notes that the CRM has a record that is no customer's (a template, a company of the portal's owner): it is
         * not in the mirror, but is counted when mirror and CRM are compared.
         */
        void leaveOut(RecordRef record);

        /**
         * Replaces the catalogue: fields, funnels, stages, employees, departments. One equal to what is there changes
         * nothing, so that nobody compiles scenarios anew for it.
         */
        void putCatalog(Catalog catalog);

        /** Keeps how far the synchronisation is, together with the rows of the same work. */
        void note(String key, String value);

        /** Forgets notices that were dealt with; one that came again since then stays. */
        void settle(Collection<Notice> notices);

        /**
         * Says how current the mirror is from now on.
         *
         * @param at our clock
         * @param serverTime the portal's clock when the reading began, if it told
         */
        void filled(Instant at, Optional<Instant> serverTime);
    }
}
