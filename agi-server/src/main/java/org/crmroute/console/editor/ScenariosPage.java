package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.Draft;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.Drafts;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Expression;

/** {@code /scenarios}: all there are, with their state; begins new ones. */
final class ScenariosPage implements Consumer<RoutesConfig> {

    private static final String NAME = "[0-9A-Za-z_.-]{1,40}";

    private final Pages pages;
    private final ScenarioDesk desk;
    private final DraftDesk drafts;
    private final Supplier<RoutingTable> table;
    private final Drawing drawing;
    private final Function<String, OptionalLong> hitsToday;

    /**
     * @param table what calls follow now
     * @param hitsToday calls that a scenario decided today; empty where nobody counts
     */
    ScenariosPage(
            Pages pages,
            ScenarioDesk desk,
            DraftDesk drafts,
            Supplier<RoutingTable> table,
            Drawing drawing,
            Function<String, OptionalLong> hitsToday) {
        this.pages = pages;
        this.desk = desk;
        this.drafts = drafts;
        this.table = table;
        this.drawing = drawing;
        this.hitsToday = hitsToday;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/scenarios", this::list, Role.VIEWER);
        routes.post("/scenarios", this::add, Role.ADMIN);
    }

    private void list(Context request) {
        show(request, "", "");
    }

    private void show(Context request, String name, String problem) {
        Page page = pages.page(request);
        List<ScenarioLine> lines = lines(page.words(), Visit.person(request).name());
        String wanted = lines.stream().noneMatch(l -> l.name().equals(RoutingTable.MAIN)) ? RoutingTable.MAIN : "";
        pages.show(
                request,
                "scenarios/list.jte",
                Map.of("lines", lines, "name", name.isEmpty() ? wanted : name, "problem", problem));
    }

    private List<ScenarioLine> lines(Words words, String reader) {
        Map<String, List<Drafts.Entry>> changing = new LinkedHashMap<>();
        drafts.list()
                .forEach(d -> changing.computeIfAbsent(d.scenario(), s -> new ArrayList<>())
                        .add(d));
        List<ScenarioLine> lines = new ArrayList<>();
        RoutingTable now = table.get();
        for (ScenarioStore.Version version : desk.active()) {
            List<Drafts.Entry> its =
                    Optional.ofNullable(changing.remove(version.scenario())).orElse(List.of());
            lines.add(line(words, reader, version, now.named(version.scenario()), its));
        }
        changing.forEach((name, its) -> lines.add(new ScenarioLine(
                name, 0, "", "", true, List.of(), 0, 0, "", isMine(its, reader), others(its, reader))));
        return lines;
    }

    private ScenarioLine line(
            Words words,
            String reader,
            ScenarioStore.Version version,
            Optional<CompiledScenario> compiled,
            List<Drafts.Entry> changing) {
        OptionalLong hits = hitsToday.apply(version.scenario());
        return new ScenarioLine(
                version.scenario(),
                version.version(),
                version.author(),
                words.moment(version.at(), drawing.zone()),
                compiled.map(c -> c.source().enabled()).orElse(true),
                compiled.map(c -> c.source().dids().stream()
                                .map(Expression.Value::text)
                                .toList())
                        .orElse(List.of()),
                compiled.map(c -> c.source().rules().size()).orElse(0),
                compiled.map(c -> c.suspended().size()).orElse(0),
                hits.isPresent() ? words.number(hits.getAsLong()) : "",
                isMine(changing, reader),
                others(changing, reader));
    }

    private static boolean isMine(List<Drafts.Entry> drafts, String reader) {
        return drafts.stream().anyMatch(d -> d.author().equals(reader));
    }

    private static List<String> others(List<Drafts.Entry> drafts, String reader) {
        return drafts.stream()
                .map(Drafts.Entry::author)
                .filter(author -> !author.equals(reader))
                .toList();
    }

    private void add(Context request) {
        String name = Posted.of(request).first("name");
        Words words = pages.page(request).words();
        if (!name.matches(NAME)) {
            request.status(422);
            show(request, name, words.say("scenarios.add.name.wrong"));
            return;
        }
        Optional<Draft> begun = drafts.begin(name, Visit.person(request).name());
        if (begun.isEmpty()) {
            request.status(422);
            show(request, name, words.say("scenarios.add.taken", name));
            return;
        }
        request.redirect("/scenarios/" + name);
    }
}
