package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;

/** {@code /audit}: who changed what. */
public final class AuditPage implements Consumer<RoutesConfig> {

    private static final int ON_A_PAGE = 50;

    private final AuditLog log;
    private final Pages pages;

    AuditPage(AuditLog log, Pages pages) {
        this.log = log;
        this.pages = pages;
    }

    /**
     * The page.
     *
     * @param who of whom alone; empty: of anybody
     * @param older where older entries begin; empty: there are none
     */
    public record View(List<Row> rows, String who, OptionalLong older) {}

    /** A change, in the reader's words. */
    public record Row(String at, String who, String what, String subject, String detail) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/audit", this::show, Role.ADMIN);
    }

    private void show(Context request) {
        Page page = pages.page(request);
        String who = Optional.ofNullable(request.queryParam("who")).orElse("").strip();
        Optional<Long> before = Optional.ofNullable(request.queryParam("before"))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
        List<AuditLog.Entry> found = log.latest(Optional.of(who).filter(w -> !w.isEmpty()), before, ON_A_PAGE + 1);
        List<AuditLog.Entry> shown = found.subList(0, Math.min(ON_A_PAGE, found.size()));
        OptionalLong older =
                found.size() > ON_A_PAGE ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty();
        List<Row> rows = shown.stream()
                .map(e -> new Row(
                        page.words().moment(e.at(), ZoneId.systemDefault()),
                        e.who(),
                        page.say(e.what()),
                        e.subject(),
                        e.detail()))
                .toList();
        pages.show(request, "access/audit.jte", Map.of("view", new View(rows, who, older)));
    }
}
