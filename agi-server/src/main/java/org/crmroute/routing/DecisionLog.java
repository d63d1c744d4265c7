package org.crmroute.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crmroute.scenario.Decision;

/** Every decision ever made, newest first. */
public interface DecisionLog {

    /** Takes a decision over to be written; returns at once, and never fails the call. */
    void add(RoutedCall call);

    /** The newest that fit, without their documents: for lists. */
    List<Line> lines(Query query);

    /** The newest entries that fit. */
    List<Entry> latest(Query query);

    Optional<Entry> find(String id);

    /**
     * What to look for; empty parts do not limit.
     *
     * @param caller the E.164 number or the text that came instead
     * @param part stands somewhere in the caller's number
     * @param did the number called, as {@code caller}
     * @param from not before
     * @param until before this moment
     * @param before an id: only what stands behind that decision in this list; nothing when there is no such decision
     * @param limit most entries wanted
     */
    record Query(
            Optional<String> caller,
            Optional<String> part,
            Optional<String> did,
            Optional<String> scenario,
            Optional<String> status,
            Optional<String> reason,
            Optional<String> rule,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<String> before,
            int limit) {

        /** Of these only, whenever it was. */
        public Query(Optional<String> caller, Optional<String> reason, Optional<String> rule, int limit) {
            this(
                    caller,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    reason,
                    rule,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    limit);
        }

        /** All there is. */
        public static Query newest(int limit) {
            return new Query(Optional.empty(), Optional.empty(), Optional.empty(), limit);
        }

        /** The same, of one scenario only. */
        public Query ofScenario(String name) {
            return new Query(caller, part, did, Optional.of(name), status, reason, rule, from, until, before, limit);
        }

        /** The next ones behind that decision. */
        public Query behind(String id) {
            return new Query(caller, part, did, scenario, status, reason, rule, from, until, Optional.of(id), limit);
        }

        /** The same, but so many. */
        public Query upTo(int most) {
            return new Query(caller, part, did, scenario, status, reason, rule, from, until, before, most);
        }

        /** Whether a line fits, wherever it stands in the list. */
        public boolean fits(Line line) {
            return fits(caller, line.caller())
                    && part.filter(p -> !line.caller().contains(p)).isEmpty()
                    && fits(did, line.did())
                    && fits(scenario, line.scenario())
                    && fits(status, line.status())
                    && fits(reason, line.reason())
                    && fits(rule, line.rule())
                    && from.filter(line.at()::isBefore).isEmpty()
                    && until.filter(u -> !line.at().isBefore(u)).isEmpty();
        }

        private static boolean fits(Optional<String> wanted, String held) {
            return wanted.isEmpty() || wanted.get().equals(held);
        }
    }

    /**
     * A line of the log.
     *
     * @param name the caller's, as the CRM had it; empty when unknown
     * @param target {@code queue sales}, or empty
     * @param mirror when the mirror that decided last agreed with the CRM; empty when that is not known
     */
    record Line(
            String id,
            Instant at,
            String caller,
            String name,
            String did,
            String scenario,
            long version,
            String status,
            String reason,
            String rule,
            String record,
            String target,
            long micros,
            Optional<Instant> mirror) {

        public static Line of(RoutedCall routed, Optional<Instant> mirror) {
            Decision decision = routed.decision();
            return new Line(
                    routed.id(),
                    routed.request().call().at(),
                    routed.request().call().caller().key(),
                    decision.caller().name(),
                    routed.request().call().did().key(),
                    decision.scenario(),
                    decision.version(),
                    decision.status().name(),
                    decision.reason().name(),
                    decision.rule(),
                    decision.record().map(Object::toString).orElse(""),
                    decision.target().map(Object::toString).orElse(""),
                    routed.micros(),
                    mirror);
        }

        /** How old the mirror was when it decided; never negative, since it may have been renewed at that moment. */
        public Optional<Duration> mirrorAge() {
            return mirror.map(asOf -> Duration.between(asOf, at)).map(age -> age.isNegative() ? Duration.ZERO : age);
        }
    }

    /**
     * A line with all that is known of it.
     *
     * @param document the whole decision with its trace as JSON, see {@link DecisionDocument}
     */
    record Entry(Line line, String document) {}
}
