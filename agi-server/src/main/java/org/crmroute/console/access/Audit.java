package org.crmroute.console.access;

import java.time.Clock;
import org.crmroute.crm.MirrorUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every change is noted that somebody makes by console or API. Noted after it is made; one that cannot be kept in
 * the database stands in the server's log at least, and is not undone for that.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int LONGEST = 500;

    private final AuditLog log;
    private final Clock clock;

    public Audit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Notes a change.
     *
     * @param what a key of the console's words, of the area that changes: {@code editor.audit.published}
     * @param subject what was changed, such as the name of a scenario
     * @param detail what a reader wants to know beyond that, such as {@code v4}; may be empty
     */
    public void note(Person who, String what, String subject, String detail) {
        LOG.info("Audit: {} {} {} {}", who.name(), what, subject, detail);
        try {
            log.add(clock.instant(), who.name(), what, shortened(subject), shortened(detail));
        } catch (MirrorUnavailable e) {
            LOG.error("The audit log misses the entry above: {}", e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
