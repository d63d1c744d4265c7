package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;

/** Looks for what is allowed but hardly meant: rules no call can reach, times without a zone, dead ends. */
final class ScenarioReview {

    private static final int MOST_TERMS = 256;

    private final Findings findings = new Findings();
    /** Each a set of questions that, answered yes together, send the call to an earlier rule. */
    private final List<Term> earlier = new ArrayList<>();
    /** The same, each by one of its questions: whatever has them all has that one. */
    private final Map<String, List<Term>> byQuestion = new HashMap<>();
    /** Questions that send a call to an earlier rule by themselves. */
    private final Set<String> alone = new HashSet<>();
    /** The rule behind which nothing is left: a question asked both ways round by earlier rules. */
    private Optional<String> last = Optional.empty();

    private ScenarioReview() {}

    /** Questions that must all be answered as said, and the rule they lead to; {@code !} in front means no. */
    private record Term(Set<String> questions, String rule) {}

    static List<Problem> of(Scenario scenario) {
        ScenarioReview review = new ScenarioReview();
        scenario.rules().forEach(review::reach);
        review.zone(scenario);
        scenario.rules().forEach(rule -> review.priorities(rule.route()));
        review.priorities(scenario.others());
        review.lastResort(scenario);
        return review.findings.problems();
    }

    private void reach(Rule rule) {
        List<Set<String>> terms = terms(rule.when(), false);
        if (terms.isEmpty()) {
            return; // too many ways to match to look at them all
        }
        last.or(() -> terms.stream().allMatch(this::taken)
                        ? earlier.stream()
                                .filter(e -> terms.getFirst().containsAll(e.questions))
                                .map(Term::rule)
                                .findFirst()
                        : Optional.empty())
                .ifPresent(by -> findings.warn(
                        rule.at(),
                        "never",
                        "rule '%s' is never reached: rule '%s' takes its calls first",
                        rule.id(),
                        by));
        terms.forEach(t -> note(new Term(t, rule.id())));
    }

    private void note(Term term) {
        earlier.add(term);
        // by the rarest: a question that most rules ask would tell hardly any apart
        String rarest = Collections.min(
                term.questions,
                Comparator.comparingInt(question -> askedBefore(question).size()));
        byQuestion.computeIfAbsent(rarest, q -> new ArrayList<>()).add(term);
        if (term.questions.size() == 1) {
            if (last.isEmpty() && alone.contains(opposite(rarest))) {
                last = Optional.of(term.rule);
            }
            alone.add(rarest);
        }
    }

    private List<Term> askedBefore(String question) {
        return byQuestion.getOrDefault(question, List.of());
    }

    private boolean taken(Set<String> term) {
        return term.stream()
                .flatMap(question -> askedBefore(question).stream())
                .anyMatch(e -> term.containsAll(e.questions));
    }

    private static String opposite(String question) {
        return question.startsWith("!") ? question.substring(1) : "!" + question;
    }

    /** The ways an expression can hold; empty when there are too many. */
    private static List<Set<String>> terms(Expression expression, boolean negated) {
        return switch (expression) {
            case Expression.Condition c -> List.of(Set.of(question(c, negated)));
            case Expression.Not not -> terms(not.of(), !negated);
            case Expression.All all -> negated ? either(all.of(), true) : together(all.of(), false);
            case Expression.Any any -> negated ? together(any.of(), true) : either(any.of(), false);
        };
    }

    private static String question(Expression.Condition c, boolean negated) {
        boolean opposite = c.operator() == Operator.NOT_EMPTY;
        String key = opposite ? c.subject().path() + " empty []" : c.key();
        return opposite != negated ? "!" + key : key;
    }

    private static List<Set<String>> either(List<Expression> of, boolean negated) {
        List<Set<String>> terms = new ArrayList<>();
        for (Expression expression : of) {
            List<Set<String>> ways = terms(expression, negated);
            if (ways.isEmpty() || terms.size() + ways.size() > MOST_TERMS) {
                return List.of();
            }
            terms.addAll(ways);
        }
        return terms;
    }

    private static List<Set<String>> together(List<Expression> of, boolean negated) {
        List<Set<String>> terms = List.of(Set.of());
        for (Expression expression : of) {
            List<Set<String>> ways = terms(expression, negated);
            if (ways.isEmpty() || (long) terms.size() * ways.size() > MOST_TERMS) {
                return List.of();
            }
            List<Set<String>> joined = new ArrayList<>();
            for (Set<String> term : terms) {
                for (Set<String> way : ways) {
                    Set<String> both = new HashSet<>(term);
                    both.addAll(way);
                    joined.add(both);
                }
            }
            terms = joined;
        }
        return terms;
    }

    private void zone(Scenario scenario) {
        if (scenario.zone().isPresent()) {
            return;
        }
        scenario.rules().stream()
                .flatMap(rule -> rule.when().conditions())
                .filter(c -> c.subject() == Subject.OfCall.TIME || c.subject() == Subject.OfCall.WEEKDAY)
                .findFirst()
                .ifPresent(c -> findings.warn(
                        c.at(),
                        "clock",
                        "%s goes by the server's own clock; say whose time is meant, e.g. zone: Europe/Moscow",
                        c.subject().path()));
    }

    private void priorities(List<Step.Placed> steps) {
        List<Integer> priorities = steps.stream()
                .flatMap(s -> s.step() instanceof Step.ToQueue q ? Stream.of(q.priority()) : Stream.empty())
                .filter(priority -> priority > 0)
                .distinct()
                .sorted()
                .toList();
        if (priorities.size() > 1) {
            findings.warn(
                    steps.getFirst().at(),
                    "priority",
                    "a call keeps one queue priority all the way: the highest here, %s",
                    priorities.getLast());
        }
    }

    private void lastResort(Scenario scenario) {
        boolean sure = scenario.others().stream().map(Step.Placed::step).anyMatch(ScenarioReview::needsNobody);
        if (!sure) {
            Position at = scenario.others().isEmpty()
                    ? Position.START
                    : scenario.others().getFirst().at();
            findings.warn(
                    at,
                    "others",
                    "'others' has only steps that depend on the CRM; end it with a queue, an extension or an external number");
        }
    }

    private static boolean needsNobody(Step step) {
        return switch (step) {
            case Step.ToAssignee assignee -> false;
            case Step.ToHead head -> false;
            case Step.ToEmployee employee -> false;
            default -> true;
        };
    }
}
