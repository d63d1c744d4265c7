package org.crmroute.sync;

import java.time.Instant;
import java.util.Optional;
import org.crmroute.crm.EntityType;

/** What an administrator is told about the portal. */
final class PortalAlarms {

    private PortalAlarms() {}

    static SyncStatus.Alarm lost(EntityType entity, String why, Instant since) {
        return new SyncStatus.Alarm(
                SyncStatus.Alarm.Kind.LOST_PERMISSION,
                Optional.of(entity),
                "The portal no longer shows us each " + entity + " it has (" + why
                        + "). The mirror keeps what it knows of them.",
                "Give the webhook's user the right to read every " + entity + "; an administrator's webhook has it.",
                since);
    }

    static SyncStatus.Alarm moved(String host, Instant since) {
        return new SyncStatus.Alarm(
                SyncStatus.Alarm.Kind.PORTAL_MOVED,
                Optional.empty(),
                "The portal has moved to " + host + ".",
                "Put the new address into bitrix24.webhook.",
                since);
    }

    static SyncStatus.Alarm massDrop(EntityType entity, long missing, long limit, Instant since) {
        return new SyncStatus.Alarm(
                SyncStatus.Alarm.Kind.MASS_DROP,
                Optional.of(entity),
                "The portal no longer has " + missing + " records of the kind " + entity
                        + " that the mirror holds; more than " + limit + " are not removed unasked.",
                "If they were deleted on purpose, accept it (crmroute sync --accept-drop); else restore them in"
                        + " Bitrix24 and this goes away by itself.",
                since);
    }
}
