package org.crmroute.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who changed what, newest first; the newest {@link #MOST} are kept. */
public interface AuditLog {

    int MOST = 100_000;

    /** Keeps an entry; its id is given here. */
    void add(Instant at, String who, String what, String subject, String detail);

    /**
     * The newest entries.
     *
     * @param who empty: of anybody
     * @param before only entries older than the one of this id
     */
    List<Entry> latest(Optional<String> who, Optional<Long> before, int limit);

    /**
     * A change.
     *
     * @param id grows
     * @param who the name of an account, or {@code token:NAME}
     * @param what a key of the console's words, such as {@code access.audit.signed-in}
     * @param subject what was changed
     * @param detail more about it; may be empty
     */
    record Entry(long id, Instant at, String who, String what, String subject, String detail) {}
}
