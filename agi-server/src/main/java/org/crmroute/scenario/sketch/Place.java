package org.crmroute.scenario.sketch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where something stands in a sketch. As text {@code settings}, {@code rule.2}, {@code when.2.0.1}, {@code route.2.0},
 * {@code others.0}: numbers count from 0.
 *
 * @param part which part of the sketch
 * @param path the number of the rule, then that of the step, or those of the clauses one in the other
 */
public record Place(Part part, List<Integer> path) {

    /** The parts of a sketch. */
    public enum Part {
        SETTINGS,
        RULE,
        WHEN,
        ROUTE,
        OTHERS
    }

    public static final Place SETTINGS = new Place(Part.SETTINGS, List.of());
    public static final Place OTHERS = new Place(Part.OTHERS, List.of());

    private static final Pattern TEXT = Pattern.compile("(settings|rule|when|route|others)((?:\\.[0-9]{1,4}){0,50})");

    public Place {
        path = List.copyOf(path);
    }

    public static Place rule(int rule) {
        return new Place(Part.RULE, List.of(rule));
    }

    public static Place when(int rule) {
        return new Place(Part.WHEN, List.of(rule));
    }

    public static Place route(int rule) {
        return new Place(Part.ROUTE, List.of(rule));
    }

    public Place in(int index) {
        return new Place(part, Stream.concat(path.stream(), Stream.of(index)).toList());
    }

    /** Whose rule this is; empty for settings and Others. */
    public Optional<Integer> ruleIndex() {
        return part == Part.SETTINGS || part == Part.OTHERS ? Optional.empty() : Optional.of(path.getFirst());
    }

    /** Reads what {@link #toString} writes. */
    public static Optional<Place> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Part part = Arrays.stream(Part.values())
                .filter(p -> p.name().equalsIgnoreCase(matcher.group(1)))
                .findFirst()
                .orElseThrow();
        List<Integer> path = Arrays.stream(matcher.group(2).split("\\."))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
        boolean needsRule = part != Part.SETTINGS && part != Part.OTHERS;
        return needsRule && path.isEmpty() ? Optional.empty() : Optional.of(new Place(part, path));
    }

    @Override
    public String toString() {
        return path.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(".", part.name().toLowerCase(Locale.ROOT) + ".", ""))
                .replaceFirst("\\.$", "");
    }
}
