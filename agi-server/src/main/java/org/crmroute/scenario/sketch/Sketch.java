package org.crmroute.scenario.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scenario that is being written. Changing it gives another one; where a number leads to no rule, it stays as it is.
 *
 * @param name of the scenario
 * @param settings what stands above the rules
 * @param rules in order
 * @param others where every other caller goes; empty until it was chosen
 */
public record Sketch(String name, Settings settings, List<SketchRule> rules, List<SketchStep> others) {

    public Sketch {
        rules = List.copyOf(rules);
        others = List.copyOf(others);
    }

    /**
     * What stands above the rules, each as typed and empty where it is not said.
     *
     * @param enabled {@code true} or {@code false}
     * @param dids numbers it answers for
     * @param zone {@code Europe/Moscow}
     * @param deals {@code open}, {@code all} or {@code newest}
     * @param leads likewise
     */
    public record Settings(String enabled, List<String> dids, String zone, String deals, String leads) {

        public static final Settings NONE = new Settings("", List.of(), "", "", "");

        public Settings {
            dids = List.copyOf(dids);
        }
    }

    /** A scenario in which nothing is decided yet. */
    public static Sketch blank(String name) {
        return new Sketch(name, Settings.NONE, List.of(), List.of());
    }

    public Sketch with(Settings other) {
        return new Sketch(name, other, rules, others);
    }

    public Sketch withOthers(List<SketchStep> steps) {
        return new Sketch(name, settings, rules, steps);
    }

    public Sketch withRule(int index, SketchRule rule) {
        return has(index) ? withRules(set(index, rule)) : this;
    }

    /** With another rule behind the last, or as the one with that number. */
    public Sketch plusRule(int index, SketchRule rule) {
        List<SketchRule> all = new ArrayList<>(rules);
        all.add(Math.clamp(index, 0, rules.size()), rule);
        return withRules(all);
    }

    public Sketch withoutRule(int index) {
        if (!has(index)) {
            return this;
        }
        List<SketchRule> all = new ArrayList<>(rules);
        all.remove(index);
        return withRules(all);
    }

    /** A copy of a rule right behind it, under an id of its own. */
    public Sketch copiedRule(int index) {
        if (!has(index)) {
            return this;
        }
        SketchRule rule = rules.get(index);
        return plusRule(index + 1, rule.named(freeId(rule.id()), rule.name()));
    }

    public Sketch movedRule(int from, int to) {
        return has(from) ? withRules(moved(rules, from, to)) : this;
    }

    /** An id no rule has: the one given, or that with a number behind it. */
    public String freeId(String wanted) {
        Set<String> taken = rules.stream().map(SketchRule::id).collect(Collectors.toSet());
        String stem = wanted.replaceFirst("-[0-9]+$", "");
        String cut = stem.substring(0, Math.min(stem.length(), 34));
        int number = 1;
        while (taken.contains(cut + "-" + number)) {
            number++;
        }
        return cut + "-" + number;
    }

    /** A list with one of its things elsewhere; beyond the ends means at the end. */
    public static <T> List<T> moved(List<T> list, int from, int to) {
        if (from < 0 || from >= list.size()) {
            return list;
        }
        List<T> all = new ArrayList<>(list);
        T one = all.remove(from);
        all.add(Math.clamp(to, 0, all.size()), one);
        return all;
    }

    private boolean has(int index) {
        return index >= 0 && index < rules.size();
    }

    private List<SketchRule> set(int index, SketchRule rule) {
        List<SketchRule> all = new ArrayList<>(rules);
        all.set(index, rule);
        return all;
    }

    private Sketch withRules(List<SketchRule> other) {
        return new Sketch(name, settings, other, others);
    }
}
