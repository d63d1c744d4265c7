package org.crmroute.scenario.sketch;

import java.util.ArrayList;
import java.util.List;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;

/**
 * Something still to be filled in.
 *
 * @param at where
 * @param what is missing there
 */
public record Gap(Place at, Kind what) {

    /** What can be missing. */
    public enum Kind {
        RULE_ID,
        /** A group without conditions, or a rule. */
        CONDITION,
        FIELD,
        OPERATOR,
        VALUE,
        /** A rule without steps. */
        STEP,
        /** Others without steps. */
        OTHERS,
        TARGET
    }

    /** All of a sketch's, in its order. */
    public static List<Gap> of(Sketch sketch) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < sketch.rules().size(); i++) {
            SketchRule rule = sketch.rules().get(i);
            if (rule.id().isBlank()) {
                gaps.add(new Gap(Place.rule(i), Kind.RULE_ID));
            }
            clause(rule.when(), Place.when(i), gaps);
            steps(rule.route(), Place.route(i), Kind.STEP, gaps);
        }
        steps(sketch.others(), Place.OTHERS, Kind.OTHERS, gaps);
        return List.copyOf(gaps);
    }

    private static void clause(Clause clause, Place place, List<Gap> gaps) {
        switch (clause) {
            case Group group -> {
                if (group.of().isEmpty()) {
                    gaps.add(new Gap(place, Kind.CONDITION));
                }
                for (int i = 0; i < group.of().size(); i++) {
                    clause(group.of().get(i), place.in(i), gaps);
                }
            }
            case Condition condition -> condition(condition, place, gaps);
        }
    }

    private static void condition(Condition condition, Place place, List<Gap> gaps) {
        if (condition.field().isBlank()) {
            gaps.add(new Gap(place, Kind.FIELD));
        } else if (condition.operator().isBlank()) {
            gaps.add(new Gap(place, Kind.OPERATOR));
        } else if (wants(condition) > condition.values().size()
                || condition.values().stream().anyMatch(SketchValue::isBlank)) {
            gaps.add(new Gap(place, Kind.VALUE));
        }
    }

    private static int wants(Condition condition) {
        return Operator.ofWord(condition.operator()).map(Operator::leastValues).orElse(0);
    }

    private static void steps(List<SketchStep> steps, Place place, Kind none, List<Gap> gaps) {
        if (steps.isEmpty()) {
            gaps.add(new Gap(place, none));
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).target().isBlank()) {
                gaps.add(new Gap(place.in(i), Kind.TARGET));
            }
        }
    }
}
