package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.config.Configuration;
import org.crmroute.console.SyncPage;
import org.crmroute.console.access.Access;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.AuditLog;
import org.crmroute.console.access.Links;
import org.crmroute.console.api.CatalogApi;
import org.crmroute.console.api.DecisionsApi;
import org.crmroute.console.api.ExplainApi;
import org.crmroute.console.api.OpenApiPage;
import org.crmroute.console.api.ScenariosApi;
import org.crmroute.console.calls.LiveCalls;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.console.warnings.Warnings;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.CallRouter;
import org.crmroute.routing.DecisionLog;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.store.SqliteAccounts;
import org.crmroute.store.SqliteApiTokens;
import org.crmroute.store.SqliteAuditLog;
import org.crmroute.store.SqliteInvitations;
import org.crmroute.store.SqliteSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console put together: who may come in, and the pages they find. */
final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final Configuration.Http settings;
    private final Parts parts;
    private final Access access;
    private final CallAreas calls;
    private final LiveArea live;
    private final List<Consumer<RoutesConfig>> pages;

    private Console(
            Configuration configuration,
            Parts parts,
            DecisionLog decisions,
            LiveCalls news,
            Optional<PortalLink> portal) {
        this.settings = configuration.http();
        this.parts = parts;
        AuditLog log = new SqliteAuditLog(parts.database());
        Audit audit = new Audit(log, parts.clock());
        Assets assets = new Assets();
        Warnings warnings = new Warnings(parts.tables());
        Pages frame = new Pages(assets, warnings, () -> parts.tables().get().integration());
        this.access = new Access(
                settings,
                new Access.Books(
                        new SqliteAccounts(parts.database()),
                        new SqliteSessions(parts.database()),
                        new SqliteInvitations(parts.database()),
                        new SqliteApiTokens(parts.database()),
                        log,
                        audit),
                frame,
                parts.clock());
        this.calls = new CallAreas(parts, decisions, news, parts.draftTexts(), frame);
        this.live = new LiveArea(configuration.transfers(), parts, frame, audit);
        this.pages = new ArrayList<>(List.of(
                access,
                assets,
                frame,
                parts.scenarioPages(frame, audit),
                new ExplainApi(new CallRouter(parts.mirrorAside(), parts.tables()), parts.plan(), parts.clock()),
                new ScenariosApi(parts.desk(), audit),
                new DecisionsApi(decisions, parts.plan(), parts.zone()),
                new CatalogApi(parts.catalog()::load),
                new SyncPage(() -> portal.map(PortalLink::status)),
                new OpenApiPage()));
        pages.addAll(MirrorArea.pages(frame, warnings, parts, portal, audit));
        pages.addAll(calls.pages());
        pages.addAll(live.pages());
    }

    static Console of(
            Configuration configuration,
            Parts parts,
            DecisionLog decisions,
            LiveCalls live,
            Optional<PortalLink> portal) {
        return new Console(configuration, parts, decisions, live, portal);
    }

    static Links links(Parts parts) {
        return new Links(new SqliteAccounts(parts.database()), new SqliteInvitations(parts.database()), parts.clock());
    }

    /** What to type into a browser on this host. */
    static String address(Configuration.Http settings) {
        String host = switch (settings.host()) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        };
        return "http://" + host + ":" + settings.port();
    }

    /** Guarded; none of them may be added anywhere without the others. */
    List<Consumer<RoutesConfig>> pages() {
        return List.copyOf(pages);
    }

    /** Sees to it that somebody can sign in: the admin of the configuration, or whoever opens the link in the log. */
    void letIn() {
        try {
            new SqliteAccounts(parts.database())
                    .configure(
                            Optional.of(settings.adminPasswordHash())
                                    .filter(Secret::isSet)
                                    .map(Secret::value),
                            parts.clock().instant());
            links(parts)
                    .forFirstAdmin()
                    .ifPresent(link -> LOG.warn(
                            "Nobody can sign in to the console yet. Whoever opens this link within an hour becomes its"
                                    + " first admin: {}{}",
                            address(settings),
                            link));
        } catch (MirrorUnavailable e) {
            LOG.warn("Who may sign in could not be set up; start again when the database is free: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        live.close();
        calls.close();
        access.close();
    }
}
