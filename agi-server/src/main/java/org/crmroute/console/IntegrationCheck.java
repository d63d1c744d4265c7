package org.crmroute.console;

import org.crmroute.routing.Integration;
import org.crmroute.routing.IntegrationSwitch;
import org.crmroute.runtime.health.HealthCheck;

/** Whether calls are decided by the CRM's data. Off is never worse than a warning: somebody wanted it so. */
public final class IntegrationCheck implements HealthCheck {

    private final Integration integration;

    public IntegrationCheck(Integration integration) {
        this.integration = integration;
    }

    @Override
    public String name() {
        return "integration";
    }

    @Override
    public Result check() {
        if (!integration.isConfigured()) {
            return Result.warn("off: bitrix24.enabled is no; every call takes Others", "set it to yes, and restart");
        }
        IntegrationSwitch.Position position = integration.position();
        if (position.on()) {
            return Result.ok("on");
        }
        String who = position.last()
                .map(turn -> " by %s at %s".formatted(turn.who(), turn.at()))
                .orElse("");
        return Result.warn(
                "switched off" + who + "; every call takes Others",
                "once it is meant to be on: crmroute integration on");
    }
}
