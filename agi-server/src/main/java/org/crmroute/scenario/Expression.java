package org.crmroute.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.Position;

/** The {@code when} of a rule. */
public sealed interface Expression {

    /** The conditions in it, in the order written. */
    Stream<Condition> conditions();

    /** Every one holds. */
    record All(List<Expression> of) implements Expression {
        public All {
            of = List.copyOf(of);
        }

        @Override
        public Stream<Condition> conditions() {
            return of.stream().flatMap(Expression::conditions);
        }
    }

    /** At least one holds. */
    record Any(List<Expression> of) implements Expression {
        public Any {
            of = List.copyOf(of);
        }

        @Override
        public Stream<Condition> conditions() {
            return of.stream().flatMap(Expression::conditions);
        }
    }

    /** It does not hold. */
    record Not(Expression of) implements Expression {
        @Override
        public Stream<Condition> conditions() {
            return of.conditions();
        }
    }

    /**
     * A comparison.
     *
     * @param subject what is looked at
     * @param title the CRM's label of the field when the scenario was saved, so that a field since deleted still has
     *     a name people know
     * @param operator how it is compared
     * @param values what with
     * @param at where it stands in the document
     */
    record Condition(Subject subject, Optional<String> title, Operator operator, List<Value> values, Position at)
            implements Expression {
        public Condition {
            values = List.copyOf(values);
        }

        @Override
        public Stream<Condition> conditions() {
            return Stream.of(this);
        }

        /** Two conditions with the same key ask the same question. */
        String key() {
            Stream<String> texts = values.stream().map(Value::text);
            // each with its length, or the one value "a, b" would pass for the two values a and b
            String all = (operator == Operator.BETWEEN ? texts : texts.sorted())
                    .map(text -> text.length() + ":" + text)
                    .collect(Collectors.joining(", ", "[", "]"));
            return subject.path() + " " + operator.word() + " " + all;
        }
    }

    /**
     * A value a scenario compares with.
     *
     * @param text as written; once linked to the CRM, the id of the thing meant
     * @param name what the CRM called it when the scenario was saved; empty for plain values and before linking
     */
    record Value(String text, Optional<String> name, Position at) {

        /** For people: the name where there is one. */
        public String inWords() {
            return name.orElse(text);
        }
    }
}
