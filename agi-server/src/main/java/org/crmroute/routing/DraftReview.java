package org.crmroute.routing;

import java.util.List;
import java.util.Optional;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.scenario.sketch.Place;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchReader;

/**
 * What a draft came to, read as a form and checked as if it were published.
 *
 * @param sketch empty when a form cannot show the text
 * @param findings what is wrong or doubtful; of a text without a form that could be published, why there is none
 */
public record DraftReview(Optional<Sketch> sketch, List<Finding> findings) {

    /** A problem, and the part of the sketch it stands in. */
    public record Finding(Place place, Problem problem) {}

    /**
     * Puts together what was found.
     *
     * @param problems of the check
     */
    static DraftReview of(SketchReader.Reading reading, List<Problem> problems) {
        boolean onlyUnshowable = reading.sketch().isEmpty() && problems.stream().noneMatch(Problem::isError);
        List<Problem> all = onlyUnshowable ? reading.misfits() : problems;
        return new DraftReview(
                reading.sketch(),
                all.stream()
                        .map(problem -> new Finding(reading.places().at(problem.at()), problem))
                        .toList());
    }

    /** What is wrong or doubtful, wherever it stands. */
    public List<Problem> problems() {
        return findings.stream().map(Finding::problem).toList();
    }
}
