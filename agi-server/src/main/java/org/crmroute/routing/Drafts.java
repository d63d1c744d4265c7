package org.crmroute.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps drafts. */
public interface Drafts {

    Optional<Draft> find(String scenario, String author);

    /** Who is changing what, the latest change first. */
    List<Entry> list();

    /**
     * Keeps a draft under the next revision, if the one kept now has the revision given; 0 stands for none.
     *
     * @return the draft as kept; empty when another change was quicker
     */
    Optional<Draft> save(Draft draft);

    /**
     * Throws a draft away, if it has that revision.
     *
     * @return false when another change was quicker
     */
    boolean delete(String scenario, String author, long revision);

    /** That somebody is changing something. */
    record Entry(String scenario, String author, long base, Instant at) {}
}
