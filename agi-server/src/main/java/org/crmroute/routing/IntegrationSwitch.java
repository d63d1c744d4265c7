package org.crmroute.routing;

import java.time.Instant;
import java.util.Optional;

/** Where it is kept whether calls are decided by the CRM's data; all processes that share the database see it. */
public interface IntegrationSwitch {

    /**
     * How it stands.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when that cannot be read
     */
    Position position();

    /**
     * Turns it; what it was before does not matter.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when that cannot be written
     */
    void turn(boolean on, Turn turn);

    /**
     * A position.
     *
     * @param last who brought it there; empty while nobody ever turned it, and then it is on
     */
    record Position(boolean on, Optional<Turn> last) {}

    /** Who turned it, and when. */
    record Turn(String who, Instant at) {}
}
