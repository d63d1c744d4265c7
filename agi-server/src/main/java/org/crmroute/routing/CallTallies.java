package org.crmroute.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How many calls went which way. Counted as they are logged, so that asking costs next to nothing. */
public interface CallTallies {

    /** Calls by quarter of an hour and outcome, oldest first. */
    List<Tally> between(Instant from, Instant until);

    /** Calls of each scenario since then, to the quarter of an hour; one that had none is missing. */
    Map<String, Long> calls(Instant from);

    /** How often each rule of a scenario decided since then, to the quarter of an hour; one that never did is missing. */
    Map<String, Long> hits(String scenario, Instant from);

    /** How often each rule decided in each version of the scenario, however long ago; those that never did are missing. */
    List<RuleHits> ever(String scenario);

    /**
     * Callers whom no rule matched, most calls first.
     *
     * @param from not before
     */
    List<Unmatched> unmatched(Instant from, int most);

    /**
     * Calls of a quarter of an hour that had the same outcome.
     *
     * @param quarter when it began
     * @param rule empty for Others
     * @param micros all their decisions took together
     * @param slowest the slowest of them took, in microseconds
     */
    record Tally(
            Instant quarter,
            String scenario,
            long version,
            String status,
            String reason,
            String rule,
            long calls,
            long micros,
            long slowest) {}

    /**
     * What a rule decided in one version.
     *
     * @param latest when it last did
     */
    record RuleHits(String rule, long version, long calls, Instant latest) {}

    /**
     * A caller whom no rule matched.
     *
     * @param caller the E.164 number or the text that came instead
     * @param known whether the CRM knows the number
     */
    record Unmatched(String caller, boolean known, long calls, Instant latest) {}
}
