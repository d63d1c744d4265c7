package org.crmroute.console.editor;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.page.Page;
import org.crmroute.crm.Catalog;
import org.crmroute.routing.Draft;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.DraftReview;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.sketch.Sketch;

/** Looks at a draft and draws the page of it. */
final class Drawing {

    private final DraftDesk drafts;
    private final Supplier<Catalog> catalog;
    private final NumberPlan plan;
    private final ZoneId zone;

    /**
     * @param catalog the CRM's catalogue as it is now
     * @param zone the server's own
     */
    Drawing(DraftDesk drafts, Supplier<Catalog> catalog, NumberPlan plan, ZoneId zone) {
        this.drafts = drafts;
        this.catalog = catalog;
        this.plan = plan;
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** What can be chosen in a scenario. */
    Glossary glossary(Sketch sketch) {
        ZoneId its = zone;
        try {
            its = sketch.settings().zone().isEmpty()
                    ? zone
                    : ZoneId.of(sketch.settings().zone());
        } catch (DateTimeException e) {
            // said where the zone is entered
        }
        return new Glossary(catalog.get(), plan, its);
    }

    /**
     * A page of a draft.
     *
     * @param open numbers of the rules whose forms are shown
     */
    EditorView draw(Page page, Draft draft, Set<Integer> open) {
        DraftReview review = drafts.review(draft);
        Glossary glossary = glossary(review.sketch().orElse(Sketch.blank(draft.scenario())));
        Inspection inspection = new Inspection(page.words(), review);
        Optional<ScenarioStore.Version> active = drafts.active(draft.scenario());
        Labels labels =
                new Labels(page.words(), glossary, active.map(this::titles).orElse(Map.of()));
        EditorViews views = new EditorViews(page.words(), glossary, labels, inspection.byPlace());
        return new EditorView(
                draft.scenario(),
                draft.revision(),
                draft.isStored(),
                page.isAdmin(),
                page.words().moment(draft.at(), zone),
                draft.before().isPresent(),
                draft.base(),
                active.filter(v -> v.version() != draft.base()).map(v -> newer(page, v)),
                drafts.list().stream()
                        .filter(d -> d.scenario().equals(draft.scenario())
                                && !d.author().equals(draft.author()))
                        .map(d -> new EditorView.Editor(d.author(), page.words().moment(d.at(), zone)))
                        .toList(),
                draft.aside(),
                review.sketch().map(s -> views.form(s, open)),
                draft.text(),
                hasRemarks(draft.text()),
                inspection.findings(),
                !glossary.isEmpty());
    }

    /** What is in force meanwhile: somebody may also have put an older version in force again. */
    private EditorView.Newer newer(Page page, ScenarioStore.Version version) {
        Optional<ScenarioStore.Activation> by = drafts.activation(version.scenario());
        return new EditorView.Newer(
                version.version(),
                by.map(ScenarioStore.Activation::author).orElse(version.author()),
                page.words().moment(by.map(ScenarioStore.Activation::at).orElse(version.at()), zone));
    }

    /** Labels the CRM had for the fields of a version when it was saved. */
    private Map<String, String> titles(ScenarioStore.Version version) {
        Map<String, String> titles = new HashMap<>();
        drafts.scenario(version).stream()
                .flatMap(scenario -> scenario.rules().stream())
                .flatMap(rule -> rule.when().conditions())
                .forEach(
                        c -> c.title().ifPresent(title -> titles.put(c.subject().path(), title)));
        return titles;
    }

    /** Whether there is something a form does not keep; a sign of it in a quoted text is no harm. */
    private static boolean hasRemarks(String text) {
        return text.lines().anyMatch(line -> line.stripLeading().startsWith("#") || line.contains(" #"));
    }
}
