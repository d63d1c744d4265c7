package org.crmroute.console;

import java.util.List;

/**
 * The scenarios in force.
 *
 * @param active as {@code main v3}
 * @param suspended rules that are out of force because the CRM lost what they speak of
 */
public record ScenarioFigures(List<String> active, List<Suspended> suspended) {
    public ScenarioFigures {
        active = List.copyOf(active);
        suspended = List.copyOf(suspended);
    }

    /** A rule out of force and what is missing. */
    public record Suspended(String scenario, String rule, List<String> missing) {
        public Suspended {
            missing = List.copyOf(missing);
        }
    }
}
