package org.crmroute.scenario;

import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Caller;
import org.crmroute.crm.RecordRef;

/**
 * Where a call goes, and why.
 *
 * @param status the answer in one word
 * @param reason why
 * @param rule id of the rule that matched; empty for Others
 * @param record what decided; empty when no record did
 * @param steps where to try, in order; empty only when nothing at all is known
 * @param caller who was found; unknown when nobody was looked for
 * @param scenario name of the scenario; empty when there is none
 * @param version its version; 0 when there is none, or for a draft
 * @param trace how it came about
 */
public record Decision(
        Status status,
        Reason reason,
        String rule,
        Optional<RecordRef> record,
        List<Target> steps,
        Caller caller,
        String scenario,
        long version,
        Trace trace) {

    public Decision {
        steps = List.copyOf(steps);
    }

    /** Priority in queues: a call has one all the way, the highest among its steps. */
    public int priority() {
        return steps.stream().mapToInt(Target::priority).max().orElse(0);
    }

    public Optional<Target> target() {
        return steps.stream().findFirst();
    }
}
