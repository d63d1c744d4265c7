package org.crmroute.transfer.engine;

import java.time.Duration;
import java.util.Optional;
import org.crmroute.transfer.transfer.Fate;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;

/**
 * How long things may take.
 *
 * @param takeOver until both legs are here; milliseconds, if all is well
 * @param ring how long an extension rings
 * @param ringExternal how long a number outside rings, whose network needs its time as well
 * @param waiting how long a queue, or whom the CRM names, is waited for
 * @param farewell until a leg that was hung up or sent back is gone
 */
public record Patience(Duration takeOver, Duration ring, Duration ringExternal, Duration waiting, Duration farewell) {

    /** Asterisk ends the ringing itself; only when nothing is heard of that, we do. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** How long this target rings. */
    public Duration ringing(Target target) {
        return switch (target) {
            case Target.Extension e -> ring;
            case Target.External e -> ringExternal;
            case Target.Queue q -> waiting;
            case Target.Crm c -> waiting;
        };
    }

    /** How long a state may last; empty: as long as it likes. */
    Optional<Duration> with(State state, Target target) {
        return switch (state) {
            case State.Starting s -> Optional.of(takeOver);
            case State.Ringing r -> Optional.of(ringing(target).plus(MARGIN));
            case State.BlindRinging r -> Optional.of(ringing(target).plus(MARGIN));
            case State.Consulting c -> Optional.empty();
            case State.Ended e ->
                e.legs().values().stream().allMatch(fate -> fate == Fate.TALKING)
                        ? Optional.empty()
                        : Optional.of(farewell);
        };
    }
}
