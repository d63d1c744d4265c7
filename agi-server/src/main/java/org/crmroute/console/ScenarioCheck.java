package org.crmroute.console;

import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.runtime.health.HealthCheck;

/** Whether there is a scenario to follow and all its rules are in force. */
public final class ScenarioCheck implements HealthCheck {

    private final Supplier<ScenarioFigures> figures;

    public ScenarioCheck(Supplier<ScenarioFigures> figures) {
        this.figures = figures;
    }

    @Override
    public String name() {
        return "scenarios";
    }

    @Override
    public Result check() {
        ScenarioFigures now = figures.get();
        if (now.active().isEmpty()) {
            return Result.fail("none is active; no call can be routed", "run: crmroute scenario apply FILE");
        }
        String active = "active: " + String.join(", ", now.active());
        if (now.suspended().isEmpty()) {
            return Result.ok(active);
        }
        String suspended = now.suspended().stream()
                .map(s -> "%s/%s (%s)".formatted(s.scenario(), s.rule(), String.join(", ", s.missing())))
                .collect(Collectors.joining("; "));
        return Result.warn(
                active + "; out of force: " + suspended,
                "the CRM no longer has what these rules speak of: mend them, then run crmroute scenario apply FILE");
    }
}
