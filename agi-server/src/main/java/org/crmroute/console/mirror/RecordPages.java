package org.crmroute.console.mirror;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.runtime.http.ProblemDetails;

/**
 * {@code /mirror/records/ENTITY/ID}: what the mirror holds of one record, by which calls are decided, and having it
 * asked for anew.
 */
public final class RecordPages implements Consumer<RoutesConfig> {

    private static final String PATH = MirrorPages.PATH + "/records";
    private static final String ONE = PATH + "/{entity}/{id}";
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Pages pages;
    private final Function<RecordRef, Optional<CrmRecord>> mirror;
    private final Supplier<Catalog> catalog;
    private final Optional<PortalConnection> portal;
    private final BooleanSupplier integration;
    private final Audit audit;
    private final ZoneId zone;

    /**
     * @param mirror reads a record
     * @param catalog what the CRM calls fields and what they hold
     * @param integration whether the portal may be asked now
     * @param zone in which moments are shown
     */
    public RecordPages(
            Pages pages,
            Function<RecordRef, Optional<CrmRecord>> mirror,
            Supplier<Catalog> catalog,
            Optional<PortalConnection> portal,
            BooleanSupplier integration,
            Audit audit,
            ZoneId zone) {
        this.pages = pages;
        this.mirror = mirror;
        this.catalog = catalog;
        this.portal = portal;
        this.integration = integration;
        this.audit = audit;
        this.zone = zone;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(PATH, this::find, Role.VIEWER);
        routes.get(ONE, this::show, Role.VIEWER);
        routes.get(ONE + "/held", this::showHeld, Role.VIEWER);
        routes.post(ONE, request -> fetch(request, ref(request).orElseThrow(NotFoundResponse::new)), Role.ADMIN);
    }

    /** The form on the Mirror page asks which. */
    private void find(Context request) {
        request.redirect(
                asked(request).map(RecordPages::path).orElse(MirrorPages.PATH + "?said=no-record"),
                HttpStatus.SEE_OTHER);
    }

    private static Optional<RecordRef> asked(Context request) {
        String entity = Optional.ofNullable(request.queryParam("entity")).orElse("");
        String id = Optional.ofNullable(request.queryParam("id")).orElse("");
        return ref(entity, id.strip());
    }

    private static Optional<RecordRef> ref(Context request) {
        return ref(request.pathParam("entity"), request.pathParam("id"));
    }

    private static Optional<RecordRef> ref(String entity, String id) {
        return EntityType.ofWord(entity)
                .filter(type -> ID.matcher(id).matches())
                .map(type -> new RecordRef(type, Long.parseLong(id)));
    }

    static String path(RecordRef ref) {
        return PATH + "/" + ref.entity().word() + "/" + ref.id();
    }

    private void show(Context request) {
        RecordRef ref = ref(request).orElseThrow(NotFoundResponse::new);
        pages.show(request, "mirror/record.jte", Map.of("record", view(request, ref)));
    }

    private void showHeld(Context request) {
        RecordRef ref = ref(request).orElseThrow(NotFoundResponse::new);
        request.html(pages.text(request, "mirror/held.jte", Map.of("record", view(request, ref))));
    }

    private RecordView view(Context request, RecordRef ref) {
        boolean waits = portal.filter(connection -> connection.synchroniser().isWaiting(ref))
                .isPresent();
        RecordView.Fetching fetching = portal.isEmpty()
                ? RecordView.Fetching.IMPOSSIBLE
                : !waits
                        ? RecordView.Fetching.DONE
                        : integration.getAsBoolean() ? RecordView.Fetching.WAITS : RecordView.Fetching.SWITCHED_OFF;
        return new RecordWriter(pages.page(request).words(), zone).view(ref, mirror.apply(ref), catalog, fetching);
    }

    private void fetch(Context request, RecordRef ref) {
        PortalConnection connection =
                portal.orElseThrow(() -> new ConflictResponse("no portal is configured; set bitrix24.webhook"));
        if (!connection.synchroniser().fetch(ref)) {
            ProblemDetails.answer(request, 503, "too many records wait already; try again in a minute");
            return;
        }
        audit.note(Visit.person(request), "mirror.audit.fetch", ref.toString(), "");
        request.redirect(path(ref), HttpStatus.SEE_OTHER);
    }
}
