package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The {@code when} of a rule over the answers of its conditions, with every "not" moved down to the conditions, where
 * it turns an answer round.
 */
sealed interface Formula {

    /** All the choices of records that make it hold. */
    List<Choices> ways(Solved conditions);

    /** Whether it could hold if every condition chose its records alone; mostly it could not, and that is soon seen. */
    boolean possible(Possible conditions);

    /** Whether it holds, given each condition's answer. */
    boolean holds(boolean[] answers);

    /** Collects the conditions whose answers make it hold; to be asked only when it does. */
    void support(boolean[] answers, BitSet into);

    /** The conditions of a rule, each held against all records of a caller. */
    @FunctionalInterface
    interface Solved {
        /** The choices for which a condition answers as wanted; nothing when there are none. */
        Optional<Choices> choices(int condition, boolean wanted);
    }

    /** The conditions of a rule, asked of all records at once. */
    @FunctionalInterface
    interface Possible {
        /** Whether a condition answers as wanted for any record. */
        boolean can(int condition, boolean wanted);
    }

    /** A condition answers as wanted. */
    record Answer(int condition, boolean wanted) implements Formula {
        @Override
        public List<Choices> ways(Solved conditions) {
            return conditions.choices(condition, wanted).stream().toList();
        }

        @Override
        public boolean possible(Possible conditions) {
            return conditions.can(condition, wanted);
        }

        @Override
        public boolean holds(boolean[] answers) {
            return answers[condition] == wanted;
        }

        @Override
        public void support(boolean[] answers, BitSet into) {
            into.set(condition);
        }
    }

    /** Every part holds. */
    record Every(List<Formula> parts) implements Formula {
        public Every {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Choices> ways(Solved conditions) {
            List<Choices> ways = parts.getFirst().ways(conditions);
            for (Formula part : parts.subList(1, parts.size())) {
                if (ways.isEmpty()) {
                    return ways;
                }
                List<Choices> both = new ArrayList<>();
                for (Choices its : part.ways(conditions)) {
                    for (Choices one : ways) {
                        Choices common = one.and(its);
                        if (!common.isEmpty()) {
                            Choices.add(both, common);
                        }
                    }
                }
                ways = both;
            }
            return ways;
        }

        @Override
        public boolean possible(Possible conditions) {
            for (Formula part : parts) {
                if (!part.possible(conditions)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean holds(boolean[] answers) {
            for (Formula part : parts) {
                if (!part.holds(answers)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void support(boolean[] answers, BitSet into) {
            parts.forEach(part -> part.support(answers, into));
        }
    }

    /** At least one part holds. */
    record Some(List<Formula> parts) implements Formula {
        public Some {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Choices> ways(Solved conditions) {
            List<Choices> ways = new ArrayList<>();
            parts.forEach(part -> part.ways(conditions).forEach(way -> Choices.add(ways, way)));
            return ways;
        }

        @Override
        public boolean possible(Possible conditions) {
            for (Formula part : parts) {
                if (part.possible(conditions)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean holds(boolean[] answers) {
            for (Formula part : parts) {
                if (part.holds(answers)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void support(boolean[] answers, BitSet into) {
            for (Formula part : parts) {
                if (part.holds(answers)) {
                    part.support(answers, into);
                }
            }
        }
    }
}
