package org.crmroute.crm;

import java.util.List;

/**
 * A funnel of deals (Bitrix24 "category") with its stages in order.
 *
 * @param id 0 for the default funnel
 */
public record Funnel(long id, String name, List<Stage> stages) {
    public Funnel {
        stages = List.copyOf(stages);
    }
}
