package org.crmroute.portal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Which requests meet which fault. A fault for a method meets requests of it and its commands within batches, where an
 * {@link Fault.Answered} error stands in {@code result_error}; a fault for no method meets any request to
 * {@code /rest}. Of several the first that was set is met. Thread-safe.
 */
public final class Faults {

    private static final class Rule {
        private final String method;
        private final Fault fault;
        private final double probability;
        private long left;

        private Rule(String method, Fault fault, double probability, long left) {
            this.method = method;
            this.fault = fault;
            this.probability = probability;
            this.left = left;
        }
    }

    private final Random random;
    private final List<Rule> rules = new ArrayList<>();

    Faults(long seed) {
        this.random = new Random(seed);
    }

    /** The next requests meet the fault. */
    public void next(int requests, Fault fault) {
        next(requests, "", fault);
    }

    /** The next requests or commands of a method meet the fault. */
    public void next(int requests, String method, Fault fault) {
        add(new Rule(method, fault, 1, requests));
    }

    /** From now on each request meets the fault with this probability, from 0 to 1. */
    public void chance(double probability, Fault fault) {
        chance(probability, "", fault);
    }

    /** From now on each request or command of a method meets the fault with this probability. */
    public void chance(double probability, String method, Fault fault) {
        add(new Rule(method, fault, probability, Long.MAX_VALUE));
    }

    /** No request meets a fault any more. */
    public synchronized void clear() {
        rules.clear();
    }

    private synchronized void add(Rule rule) {
        rules.add(rule);
    }

    /** The fault this request meets. */
    Optional<Fault> ofRequest(String method) {
        return meet(method, true);
    }

    /** The fault this command of a batch meets. */
    Optional<Fault> ofCommand(String method) {
        return meet(method, false);
    }

    private synchronized Optional<Fault> meet(String method, boolean request) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            boolean meant = rule.method.equalsIgnoreCase(method) || (request && rule.method.isEmpty());
            if (meant && random.nextDouble() < rule.probability) {
                if (--rule.left <= 0) {
                    each.remove();
                }
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }
}
