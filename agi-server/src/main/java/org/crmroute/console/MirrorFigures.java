package org.crmroute.console;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.EntityType;

/**
 * The mirror in numbers.
 *
 * @param asOf when it last agreed with the CRM; empty when it was never filled
 * @param records how many of each entity
 */
public record MirrorFigures(Optional<Instant> asOf, Map<EntityType, Long> records) {
    public MirrorFigures {
        records = Map.copyOf(records);
    }
}
