package org.crmroute.console.editor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.console.page.Sayings;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DraftReview;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.scenario.sketch.Gap;
import org.crmroute.scenario.sketch.Place;
import org.crmroute.scenario.sketch.Sketch;

/** What is missing in a draft, wrong with it or doubtful, each shown where it can be mended. */
final class Inspection {

    private record Found(Place place, Optional<Problem> problem, EditorView.Problem shown) {}

    private final Words words;
    private final Optional<Sketch> sketch;
    private final List<Found> found = new ArrayList<>();

    Inspection(Words words, DraftReview review) {
        this.words = words;
        this.sketch = review.sketch();
        Set<Place> gaps = new HashSet<>();
        for (Gap gap : sketch.map(Gap::of).orElse(List.of())) {
            gaps.add(gap.at());
            String kind = gap.what().name().toLowerCase(Locale.ROOT).replace('_', '.');
            found.add(new Found(
                    gap.at(), Optional.empty(), new EditorView.Problem(true, words.say("scenarios.gap." + kind))));
        }
        for (DraftReview.Finding finding : review.findings()) {
            Problem problem = finding.problem();
            Place place = finding.place();
            // what is still empty was said already, and in better words
            if (!problem.isError() || !gaps.contains(place)) {
                found.add(new Found(
                        place, Optional.of(problem), new EditorView.Problem(problem.isError(), said(problem))));
            }
        }
        found.sort(Comparator.comparingInt(f -> rank(f.place())));
    }

    /** While only the text is there to be mended, the words for whoever writes it are the right ones. */
    private String said(Problem problem) {
        Sayings sayings = new Sayings(words);
        return sketch.isEmpty() ? sayings.inText(problem.said()) : sayings.inForm(problem.said());
    }

    private static int rank(Place place) {
        return switch (place.part()) {
            case SETTINGS -> -1;
            case OTHERS -> Integer.MAX_VALUE;
            default -> place.path().getFirst();
        };
    }

    Map<Place, List<EditorView.Problem>> byPlace() {
        Map<Place, List<EditorView.Problem>> by = new LinkedHashMap<>();
        found.forEach(f -> by.computeIfAbsent(f.place(), p -> new ArrayList<>()).add(f.shown()));
        return by;
    }

    List<EditorView.Finding> findings() {
        return found.stream().map(this::finding).toList();
    }

    private EditorView.Finding finding(Found found) {
        int line = found.problem().map(p -> p.at().line()).orElse(0);
        int column = found.problem().map(p -> p.at().column()).orElse(0);
        return new EditorView.Finding(
                found.shown().error(),
                sketch.map(s -> where(s, found.place())).orElseGet(() -> words.say("scenarios.line", line, column)),
                sketch.isPresent() ? EditorViews.anchor(found.place()) : "text",
                sketch.isPresent() ? found.place().ruleIndex().orElse(-1) : -1,
                line,
                column,
                found.shown().message());
    }

    private String where(Sketch sketch, Place place) {
        return switch (place.part()) {
            case SETTINGS -> words.say("scenarios.settings");
            case OTHERS -> words.say("scenarios.others");
            default -> {
                int index = place.path().getFirst();
                String title = index < sketch.rules().size()
                        ? sketch.rules().get(index).title()
                        : "";
                yield words.say("scenarios.rule.at", index + 1, title);
            }
        };
    }
}
