package org.crmroute.scenario.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A part of a rule's {@code when}. */
public sealed interface Clause {

    /** The conditions in it, in the order written. */
    Stream<Condition> conditions();

    /** How the parts of a group belong together. */
    enum Mode {
        ALL,
        ANY,
        /** {@code not: {any: […]}}; of one part simply {@code not}. */
        NONE;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        public static Optional<Mode> ofWord(String word) {
            return Stream.of(values()).filter(m -> m.word().equals(word)).findFirst();
        }
    }

    /**
     * Conditions and groups that belong together. A place in it is a path: {@code [2, 0]} is the first part of its third
     * part, and no number at all the group itself.
     */
    record Group(Mode mode, List<Clause> of) implements Clause {

        /** What a rule begins with. */
        public static final Group EMPTY = new Group(Mode.ALL, List.of());

        public Group {
            of = List.copyOf(of);
        }

        @Override
        public Stream<Condition> conditions() {
            return of.stream().flatMap(Clause::conditions);
        }

        public Group with(Mode other) {
            return new Group(other, of);
        }

        /** With another part in the end of a group; as it is where the path leads to no group. */
        public Group plus(List<Integer> path, Clause part) {
            return changed(path, clause -> {
                if (!(clause instanceof Group group)) {
                    return Optional.of(clause);
                }
                List<Clause> parts = new ArrayList<>(group.of);
                parts.add(part);
                return Optional.of(new Group(group.mode, parts));
            });
        }

        /** Without a part; groups that are empty then go too. */
        public Group without(List<Integer> path) {
            return path.isEmpty() ? new Group(mode, List.of()) : changed(path, clause -> Optional.empty());
        }

        /** With one part changed. */
        public Group with(List<Integer> path, UnaryOperator<Clause> change) {
            return changed(path, clause -> Optional.of(change.apply(clause)));
        }

        /** What stands somewhere; empty where nothing does. */
        public Optional<Clause> at(List<Integer> path) {
            if (path.isEmpty()) {
                return Optional.of(this);
            }
            int first = path.getFirst();
            if (first < 0 || first >= of.size()) {
                return Optional.empty();
            }
            List<Integer> rest = path.subList(1, path.size());
            return switch (of.get(first)) {
                case Group group -> group.at(rest);
                case Condition condition -> rest.isEmpty() ? Optional.of(condition) : Optional.empty();
            };
        }

        private Group changed(List<Integer> path, Change change) {
            return change(this, path, change)
                    .map(clause -> clause instanceof Group group ? group : new Group(Mode.ALL, List.of(clause)))
                    .orElseGet(() -> new Group(mode, List.of()));
        }

        private static Optional<Clause> change(Clause clause, List<Integer> path, Change change) {
            if (path.isEmpty()) {
                return change.of(clause);
            }
            int index = path.getFirst();
            if (!(clause instanceof Group group) || index < 0 || index >= group.of.size()) {
                return Optional.of(clause);
            }
            List<Clause> parts = new ArrayList<>(group.of);
            Optional<Clause> changed = change(parts.get(index), path.subList(1, path.size()), change);
            if (changed.isPresent()) {
                parts.set(index, changed.get());
            } else {
                parts.remove(index);
            }
            return parts.isEmpty() ? Optional.empty() : Optional.of(new Group(group.mode, parts));
        }

        private interface Change {
            Optional<Clause> of(Clause clause);
        }
    }

    /**
     * A comparison.
     *
     * @param field what is looked at: {@code deal.stage}; empty until it was chosen
     * @param title the CRM's label of it where the document holds one
     * @param operator how it is compared: {@code not_equals}; empty until it was chosen
     * @param values what with
     */
    record Condition(String field, String title, String operator, List<SketchValue> values) implements Clause {

        /** What a new condition is. */
        public static final Condition EMPTY = new Condition("", "", "", List.of());

        public Condition {
            values = List.copyOf(values);
        }

        @Override
        public Stream<Condition> conditions() {
            return Stream.of(this);
        }
    }
}
