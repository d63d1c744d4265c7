package org.crmroute.console.mirror;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.console.MirrorFigures;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.Integration;
import org.crmroute.sync.Synchroniser;

/** {@code /mirror}: how the mirror follows the portal, and what an administrator can do about it. */
public final class MirrorPages implements Consumer<RoutesConfig> {

    static final String PATH = "/mirror";

    /** What was done, as the address of the page says it afterwards. */
    private static final Set<String> SAID = Set.of("on", "off", "full", "compare", "accepted", "no-record");

    private final Pages pages;
    private final Integration integration;
    private final Supplier<MirrorFigures> figures;
    private final Optional<PortalConnection> portal;
    private final Audit audit;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param figures of the mirror; counting costs something, so let them be a few seconds old
     * @param portal empty where none is configured: then the mirror holds what was imported
     * @param zone in which moments are shown
     */
    public MirrorPages(
            Pages pages,
            Integration integration,
            Supplier<MirrorFigures> figures,
            Optional<PortalConnection> portal,
            Audit audit,
            Clock clock,
            ZoneId zone) {
        this.pages = pages;
        this.integration = integration;
        this.figures = figures;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * What the page shows.
     *
     * @param portal the portal's name; empty where none is configured
     * @param said what was just done, a key below {@code mirror.said}; empty for nothing
     */
    public record Shown(SwitchView integration, String portal, StateView state, String said) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(PATH, this::show, Role.VIEWER);
        routes.get(PATH + "/state", this::showState, Role.VIEWER);
        routes.post(PATH + "/integration", this::turn, Role.ADMIN);
        routes.post(PATH + "/full", request -> order(request, "full", Synchroniser::requestFull), Role.ADMIN);
        routes.post(PATH + "/compare", request -> order(request, "compare", Synchroniser::compareNow), Role.ADMIN);
        routes.post(PATH + "/accept-drop", request -> order(request, "accepted", Synchroniser::acceptDrop), Role.ADMIN);
    }

    private void show(Context request) {
        Words words = pages.page(request).words();
        String said = Optional.ofNullable(request.queryParam("said"))
                .filter(SAID::contains)
                .orElse("");
        SwitchView switchView = SwitchView.of(integration, words, zone);
        String host = portal.map(PortalConnection::host).orElse("");
        pages.show(request, "mirror/show.jte", Map.of("shown", new Shown(switchView, host, state(words), said)));
    }

    private void showState(Context request) {
        Map<String, Object> model = new HashMap<>();
        model.put("state", state(pages.page(request).words()));
        request.html(pages.text(request, "mirror/state.jte", model));
    }

    private StateView state(Words words) {
        return new StateWriter(words, zone, clock.instant()).state(figures, portal.map(PortalConnection::synchroniser));
    }

    private void turn(Context request) {
        boolean on = "yes".equals(request.formParam("on"));
        if (!integration.isConfigured()) {
            throw new ConflictResponse("bitrix24.enabled is no; the configuration wins over the switch");
        }
        integration.turn(on, Visit.person(request).name());
        done(request, on ? "on" : "off");
    }

    private interface Order {
        void give(Synchroniser synchroniser);
    }

    private void order(Context request, String what, Order order) {
        PortalConnection connection =
                portal.orElseThrow(() -> new ConflictResponse("no portal is configured; set bitrix24.webhook"));
        order.give(connection.synchroniser());
        done(request, what);
    }

    private void done(Context request, String what) {
        audit.note(
                Visit.person(request),
                "mirror.audit." + what,
                portal.map(PortalConnection::host).orElse(""),
                "");
        request.redirect(PATH + "?said=" + what, HttpStatus.SEE_OTHER);
    }
}
