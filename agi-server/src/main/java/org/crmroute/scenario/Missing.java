package org.crmroute.scenario;

import java.util.Optional;

/**
 * A condition that speaks of something gone from the CRM. Its rule is out of force until somebody fills in what is
 * missing.
 *
 * @param kind what is gone
 * @param id of what is gone: of the value, or the path of the field
 * @param name what the CRM called it when the scenario was saved
 * @param what all of it in words: {@code stage 'Repair' (C5:REPAIR)}
 */
public record Missing(Expression.Condition condition, Kind kind, String id, Optional<String> name, String what) {

    /** What can be gone. */
    public enum Kind {
        FIELD,
        FUNNEL,
        STAGE,
        EMPLOYEE,
        OPTION,
        /** The field is there and holds something else now: the operator or the value no longer fits it. */
        FIT
    }
}
