package org.crmroute.console.mirror;

import java.time.ZoneId;
import org.crmroute.console.page.Words;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.Integration;
import org.crmroute.routing.IntegrationSwitch;

/**
 * The integration's switch.
 *
 * @param on whether calls are decided by the CRM's data
 * @param configured whether the configuration leaves it to the switch
 * @param last who turned it last, and when; empty while nobody did
 */
public record SwitchView(boolean on, boolean configured, String last) {

    static SwitchView of(Integration integration, Words words, ZoneId zone) {
        try {
            IntegrationSwitch.Position position = integration.position();
            String last = position.last()
                    .map(turn -> words.say("mirror.switch.last", turn.who(), words.moment(turn.at(), zone)))
                    .orElse("");
            return new SwitchView(integration.isConfigured() && position.on(), integration.isConfigured(), last);
        } catch (MirrorUnavailable e) {
            // the page says beside it that the database cannot be read
            return new SwitchView(false, integration.isConfigured(), "");
        }
    }
}
