package org.crmroute.scenario;

import java.util.List;
import org.crmroute.runtime.yaml.Position;

/**
 * A condition and what to do when it holds.
 *
 * @param id unique in the scenario; {@code [0-9A-Za-z_.-]{1,40}}
 * @param name for people; the id where the author gave none
 * @param when the condition
 * @param route where to try, in order; never empty
 */
public record Rule(String id, String name, Expression when, List<Step.Placed> route, Position at) {
    public Rule {
        route = List.copyOf(route);
    }
}
