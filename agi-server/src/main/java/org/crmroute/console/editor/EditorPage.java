package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.routing.Draft;
import org.crmroute.routing.DraftDesk;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;
import org.crmroute.scenario.sketch.SketchWriter;

/**
 * {@code /scenarios/NAME}: the form of a scenario and its text side by side. Each change is kept at once, in the author's own
 * draft; a page sends with it the revision it shows, and is refused when that is not the newest.
 */
final class EditorPage implements Consumer<RoutesConfig> {

    private static final int LONGEST = Draft.LONGEST;

    private final Pages pages;
    private final DraftDesk drafts;
    private final Drawing drawing;

    EditorPage(Pages pages, DraftDesk drafts, Drawing drawing) {
        this.pages = pages;
        this.drafts = drafts;
        this.drawing = drawing;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/scenarios/{name}", this::show, Role.VIEWER);
        routes.get("/scenarios/{name}/rule/{index}", this::showRule, Role.VIEWER);
        routes.post("/scenarios/{name}/draft/rule/{index}", this::changeRule, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/rules", this::changeRules, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/others", this::changeOthers, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/settings", this::changeSettings, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/text", this::changeText, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/undo", this::undo, Role.ADMIN);
    }

    private void show(Context request) {
        Draft draft = draft(request);
        Set<Integer> open = new TreeSet<>();
        Optional<String> asked = Optional.ofNullable(request.queryParam("rule"));
        drafts.review(draft).sketch().ifPresent(sketch -> {
            for (int i = 0; i < sketch.rules().size(); i++) {
                if (asked.filter(sketch.rules().get(i).id()::equals).isPresent()) {
                    open.add(i);
                }
            }
        });
        EditorView view = drawing.draw(pages.page(request), draft, open);
        long published = Optional.ofNullable(request.queryParam("published"))
                .filter(n -> n.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        pages.show(
                request,
                "scenarios/editor.jte",
                Map.of("view", view, "published", published, "stale", request.queryParam("stale") != null));
    }

    private void showRule(Context request) {
        int index = number(request.pathParam("index"));
        boolean closed = request.queryParam("closed") != null;
        EditorView view = drawing.draw(pages.page(request), draft(request), closed ? Set.of() : Set.of(index));
        EditorView.Rule rule = view.form()
                .filter(form -> index < form.rules().size())
                .map(form -> form.rules().get(index))
                .orElseThrow(() -> new ConflictResponse(stale(request)));
        pages.show(request, "scenarios/rule.jte", Map.of("view", view, "rule", rule));
    }

    private void changeRule(Context request) {
        int index = number(request.pathParam("index"));
        Posted posted = Posted.of(request);
        List<String> focus = new ArrayList<>();
        Draft draft = changed(request, posted, sketch -> {
            if (index >= sketch.rules().size()) {
                throw new ConflictResponse(stale(request));
            }
            CardDesk desk = new CardDesk(drawing.glossary(sketch));
            SketchRule rule = desk.rule(posted, sketch.rules().get(index));
            desk.focus().ifPresent(focus::add);
            return sketch.withRule(index, rule);
        });
        answer(
                request,
                draft,
                "rule",
                index,
                Set.of(index),
                focus.stream().findFirst().map(name -> "r" + index + "." + name));
    }

    private void changeOthers(Context request) {
        Posted posted = Posted.of(request);
        List<String> focus = new ArrayList<>();
        Draft draft = changed(request, posted, sketch -> {
            CardDesk desk = new CardDesk(drawing.glossary(sketch));
            Sketch changed = sketch.withOthers(desk.steps(posted, new CardForm(posted).steps()));
            desk.focus().ifPresent(focus::add);
            return changed;
        });
        answer(
                request,
                draft,
                "others",
                -1,
                Set.of(),
                focus.stream().findFirst().map(name -> "o." + name));
    }

    private void changeSettings(Context request) {
        Posted posted = Posted.of(request);
        Draft draft = changed(request, posted, sketch -> sketch.with(new CardForm(posted).settings(sketch.settings())));
        answer(request, draft, "settings", -1, Set.of(), Optional.empty());
    }

    private void changeRules(Context request) {
        Posted posted = Posted.of(request);
        List<Integer> opened = new ArrayList<>();
        List<String> focus = new ArrayList<>();
        Draft draft = changed(request, posted, sketch -> {
            RuleMoves moves = new RuleMoves(sketch, open(posted));
            Sketch after = moves.does(posted.command());
            opened.addAll(moves.open());
            moves.focus().ifPresent(focus::add);
            return after;
        });
        answer(request, draft, "rules", -1, Set.copyOf(opened), focus.stream().findFirst());
    }

    private void changeText(Context request) {
        Posted posted = Posted.of(request);
        String text = String.join("", posted.all("text")).replace("\r\n", "\n");
        if (text.length() > LONGEST) {
            throw new ConflictResponse(pages.page(request).say("scenarios.long", LONGEST));
        }
        Draft draft = kept(request, posted, draft(request), before -> text);
        answer(request, draft, "form", -1, open(posted), Optional.empty());
    }

    private void undo(Context request) {
        Posted posted = Posted.of(request);
        Draft draft = draft(request);
        try {
            Draft undone = drafts.undo(draft, revision(posted));
            answer(request, undone, "form", -1, open(posted), Optional.empty());
        } catch (DraftDesk.Stale e) {
            throw new ConflictResponse(stale(request));
        }
    }

    private Draft changed(Context request, Posted posted, UnaryOperator<Sketch> change) {
        Draft draft = draft(request);
        return kept(request, posted, draft, text -> {
            Sketch before = drafts.review(draft).sketch().orElseThrow(() -> new ConflictResponse(stale(request)));
            Sketch after = change.apply(before);
            return after.equals(before) ? text : SketchWriter.write(after);
        });
    }

    private Draft kept(Context request, Posted posted, Draft draft, UnaryOperator<String> change) {
        try {
            return drafts.change(draft, revision(posted), change);
        } catch (DraftDesk.Stale e) {
            throw new ConflictResponse(stale(request));
        }
    }

    private String stale(Context request) {
        return pages.page(request).say("scenarios.stale");
    }

    private Draft draft(Context request) {
        return drafts.open(request.pathParam("name"), Visit.person(request).name())
                .orElseThrow(NotFoundResponse::new);
    }

    /**
     * Answers with what changed, and with what goes with every change: revision, findings, text.
     *
     * @param what {@code rule}, {@code rules}, {@code others}, {@code settings} or {@code form}
     * @param focus the element to go on at
     */
    private void answer(
            Context request, Draft draft, String what, int index, Set<Integer> open, Optional<String> focus) {
        Page page = pages.page(request);
        EditorView view = drawing.draw(page, draft, open);
        focus.ifPresent(id -> request.header("HX-Trigger-After-Settle", "{\"go-on-at\":{\"id\":\"" + id + "\"}}"));
        pages.show(request, "scenarios/changed.jte", Map.of("view", view, "what", what, "index", index));
    }

    static long revision(Posted posted) {
        String revision = posted.first("revision");
        return revision.matches("[0-9]{1,18}") ? Long.parseLong(revision) : -1;
    }

    private static Set<Integer> open(Posted posted) {
        Set<Integer> open = new TreeSet<>();
        posted.all("open").stream()
                .filter(n -> n.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .forEach(open::add);
        return open;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw new NotFoundResponse();
        }
        return Integer.parseInt(text);
    }
}
