package org.crmroute.console.calls;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Role;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.Catalog;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.crmroute.routing.RoutingTable;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;

/** {@code /calls}: the decision log, a page at a time, and one call with its whole trace. */
public final class CallPages implements Consumer<RoutesConfig> {

    private static final int AT_ONCE = 50;

    private final DecisionLog log;
    private final Supplier<RoutingTable> tables;
    private final Supplier<Catalog> catalog;
    private final Pages pages;
    private final NumberPlan plan;
    private final ZoneId zone;

    /** @param catalog what the CRM calls its fields; may be a few seconds old */
    public CallPages(
            DecisionLog log,
            Supplier<RoutingTable> tables,
            Supplier<Catalog> catalog,
            Pages pages,
            NumberPlan plan,
            ZoneId zone) {
        this.log = log;
        this.tables = tables;
        this.catalog = catalog;
        this.pages = pages;
        this.plan = plan;
        this.zone = zone;
    }

    /**
     * What a page of the list shows.
     *
     * @param older id of the last line when there may be more behind it, else empty
     * @param live whether new calls are to come in by themselves
     * @param first whether these are the newest there are
     * @param readable whether the period asked for can be read
     */
    public record Shown(
            CallFilter filter,
            List<CallRow> rows,
            String older,
            boolean live,
            boolean first,
            boolean readable,
            Offer offer) {}

    /** What can be picked. */
    public record Offer(List<String> scenarios, List<String> statuses, List<String> reasons, List<String> rules) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/calls", this::list, Role.VIEWER);
        routes.get("/calls/{id}", this::one, Role.VIEWER);
    }

    private void list(Context request) {
        CallFilter filter = CallFilter.of(request);
        boolean readable = filter.readable(zone);
        String before = Optional.ofNullable(request.queryParam("before")).orElse("");
        boolean stopped = "no".equals(request.queryParam("live"));
        List<Line> lines = readable ? find(filter, before) : List.of();
        boolean more = lines.size() > AT_ONCE;
        Page page = pages.page(request);
        List<CallRow> rows = lines.stream()
                .limit(AT_ONCE)
                .map(line -> CallRow.of(line, page.words(), zone))
                .toList();
        Shown shown = new Shown(
                filter,
                rows,
                more ? rows.getLast().id() : "",
                readable && before.isEmpty() && filter.isOpenEnded() && !stopped,
                before.isEmpty(),
                readable,
                offer());
        pages.show(request, "calls/list.jte", Map.of("shown", shown));
    }

    private List<Line> find(CallFilter filter, String before) {
        Query query = filter.query(plan, zone, AT_ONCE + 1);
        return log.lines(before.isEmpty() ? query : query.behind(before));
    }

    private Offer offer() {
        var scenarios = tables.get().scenarios();
        return new Offer(
                scenarios.stream().map(scenario -> scenario.name()).toList(),
                Arrays.stream(Status.values()).map(Status::name).toList(),
                Arrays.stream(Reason.values()).map(Reason::name).toList(),
                scenarios.stream()
                        .flatMap(scenario -> scenario.source().rules().stream())
                        .map(rule -> rule.id())
                        .distinct()
                        .limit(500)
                        .toList());
    }

    private void one(Context request) {
        Page page = pages.page(request);
        Optional<Entry> found = log.find(request.pathParam("id"));
        if (found.isEmpty()) {
            request.status(404);
            pages.show(
                    request,
                    "gone.jte",
                    Map.of("title", page.say("calls.gone.title"), "detail", page.say("calls.gone")));
            return;
        }
        Line line = found.get().line();
        Explained explained = Explained.of(found.get().document(), page.words(), new FieldTitles(catalog.get())::of);
        pages.show(
                request, "calls/one.jte", Map.of("row", CallRow.of(line, page.words(), zone), "explained", explained));
    }
}
