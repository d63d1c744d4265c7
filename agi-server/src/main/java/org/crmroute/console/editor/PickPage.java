package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Field.Choice;
import org.crmroute.routing.DraftDesk;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.sketch.Clause;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Sketch;

/** What can be chosen, as a list below a field: fields of the CRM, what they can hold, employees. */
final class PickPage implements Consumer<RoutesConfig> {

    /** More than anybody reads; who wants another types a part of its name. */
    private static final int MOST = 100;

    private final Pages pages;
    private final DraftDesk drafts;
    private final Drawing drawing;

    PickPage(Pages pages, DraftDesk drafts, Drawing drawing) {
        this.pages = pages;
        this.drafts = drafts;
        this.drawing = drawing;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/scenarios/{name}/pick/fields", this::fields, Role.VIEWER);
        routes.get("/scenarios/{name}/pick/values", this::values, Role.VIEWER);
        routes.get("/scenarios/{name}/pick/employees", this::employees, Role.VIEWER);
    }

    private void fields(Context request) {
        Sketch sketch = sketch(request);
        Glossary glossary = drawing.glossary(sketch);
        Words words = pages.page(request).words();
        Labels labels = new Labels(words, glossary, Map.of());
        List<Glossary.Entry> found = glossary.find(question(request), path -> words.say("scenarios.field." + path))
                .toList();
        List<Pick> picks = new ArrayList<>();
        String group = "";
        for (Glossary.Entry entry : found.subList(0, Math.min(found.size(), MOST))) {
            String heading = entry.group().equals(group) ? "" : labels.group(entry.group());
            group = entry.group();
            picks.add(new Pick(
                    heading,
                    entry.path(),
                    labels.title(entry),
                    labels.field(entry),
                    entry.path().substring(entry.path().indexOf('.') + 1)));
        }
        answer(request, picks, found.size());
    }

    private void values(Context request) {
        Sketch sketch = sketch(request);
        String field = Optional.ofNullable(request.queryParam("field")).orElse("");
        List<Expression.Value> funnels = Optional.ofNullable(request.queryParam("at"))
                .filter(at -> at.matches("r[0-9]{1,4}\\.w(\\.[0-9]{1,3}){1,20}"))
                .map(at -> funnels(sketch, at))
                .orElse(List.of());
        List<Choice> found = drawing.glossary(sketch).choices(field, funnels, question(request));
        answer(request, found.stream().limit(MOST).map(PickPage::pick).toList(), found.size());
    }

    /** The funnels asked for around a condition. */
    private static List<Expression.Value> funnels(Sketch sketch, String at) {
        List<Integer> numbers = Stream.of(at.substring(1).replace("w.", "").split("\\."))
                .map(Integer::valueOf)
                .toList();
        List<Expression.Value> funnels = List.of();
        Optional<Clause> clause = numbers.getFirst() < sketch.rules().size()
                ? Optional.of(sketch.rules().get(numbers.getFirst()).when())
                : Optional.empty();
        for (int number : numbers.subList(1, numbers.size())) {
            if (clause.isPresent() && clause.get() instanceof Group group) {
                funnels = EditorViews.funnelsIn(group, funnels);
                clause = group.at(List.of(number));
            }
        }
        return funnels;
    }

    private void employees(Context request) {
        List<Choice> found = drawing.glossary(sketch(request)).employees(question(request));
        answer(request, found.stream().limit(MOST).map(PickPage::pick).toList(), found.size());
    }

    private static Pick pick(Choice choice) {
        String name = choice.name().isBlank() ? choice.id() : choice.name();
        return new Pick("", choice.id(), name, name, choice.id());
    }

    private void answer(Context request, List<Pick> picks, int found) {
        pages.show(request, "scenarios/pick.jte", Map.of("picks", picks, "more", found - picks.size()));
    }

    private Sketch sketch(Context request) {
        return drafts.open(request.pathParam("name"), Visit.person(request).name())
                .map(draft -> drafts.review(draft).sketch().orElse(Sketch.blank(draft.scenario())))
                .orElseThrow(NotFoundResponse::new);
    }

    private static String question(Context request) {
        String asked = Optional.ofNullable(request.queryParam("q")).orElse("");
        return asked.substring(0, Math.min(asked.length(), 100));
    }
}
