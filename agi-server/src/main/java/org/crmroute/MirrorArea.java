package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.console.MirrorFigures;
import org.crmroute.console.RouterMetrics;
import org.crmroute.console.access.Audit;
import org.crmroute.console.mirror.MirrorPages;
import org.crmroute.console.mirror.PortalConnection;
import org.crmroute.console.mirror.RecordPages;
import org.crmroute.console.page.Pages;
import org.crmroute.console.warnings.Warnings;
import org.crmroute.console.warnings.WarningsPage;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.health.Remembered;

/** The console's pages about the mirror and about what scenarios miss in it, with what is behind them. */
final class MirrorArea {

    /** Reading the whole catalogue for each record that somebody looks at would be slow. */
    private static final Duration CATALOGUE = Duration.ofSeconds(5);

    private MirrorArea() {}

    static List<Consumer<RoutesConfig>> pages(
            Pages pages, Warnings warnings, Parts parts, Optional<PortalLink> portal, Audit audit) {
        Optional<PortalConnection> connection = portal.map(PortalLink::connection);
        Supplier<Map<EntityType, Long>> counts = new Remembered<>(parts.catalog()::counts, RouterMetrics.REFRESH);
        Supplier<MirrorFigures> figures =
                () -> new MirrorFigures(parts.catalog().generation().filledAt(), counts.get());
        Supplier<Catalog> catalog = new Remembered<>(parts.catalog()::load, CATALOGUE);
        return List.of(
                new MirrorPages(pages, parts.integration(), figures, connection, audit, parts.clock(), parts.zone()),
                new RecordPages(
                        pages,
                        parts.mirror()::record,
                        catalog,
                        connection,
                        () -> parts.tables().get().integration(),
                        audit,
                        parts.zone()),
                new WarningsPage(pages, warnings));
    }
}
