package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Audit;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.Catalog;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.ScenarioDesk;

/** All pages below {@code /scenarios}. */
public final class ScenarioPages implements Consumer<RoutesConfig> {

    private final List<Consumer<RoutesConfig>> areas;

    /**
     * Makes them.
     *
     * @param table what calls follow now
     * @param catalog the CRM's catalogue as it is now; asked several times for each page
     * @param zone the server's own
     * @param audit where changes are written down
     * @param published makes calls follow what was stored, at once
     * @param hitsToday calls that a scenario decided today; empty where nobody counts
     */
    public ScenarioPages(
            Pages pages,
            ScenarioDesk desk,
            DraftDesk drafts,
            Supplier<RoutingTable> table,
            Supplier<Catalog> catalog,
            NumberPlan plan,
            ZoneId zone,
            Audit audit,
            Runnable published,
            Function<String, OptionalLong> hitsToday) {
        Drawing drawing = new Drawing(drafts, catalog, plan, zone);
        this.areas = List.of(
                new ScenariosPage(pages, desk, drafts, table, drawing, hitsToday),
                new EditorPage(pages, drafts, drawing),
                new PickPage(pages, drafts, drawing),
                new PublishPage(pages, drafts, drawing, audit, published),
                new HistoryPage(pages, desk, drafts, drawing, audit, published));
    }

    @Override
    public void accept(RoutesConfig routes) {
        areas.forEach(area -> area.accept(routes));
    }
}
