package org.crmroute.console.warnings;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.crmroute.console.access.Role;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;

/** {@code /warnings}: rules out of force with what is missing, and steps that lead nowhere. */
public final class WarningsPage implements Consumer<RoutesConfig> {

    private final Pages pages;
    private final Warnings warnings;

    public WarningsPage(Pages pages, Warnings warnings) {
        this.pages = pages;
        this.warnings = warnings;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/warnings", this::show, Role.VIEWER);
    }

    private void show(Context request) {
        Words words = pages.page(request).words();
        WarningsWriter writer = new WarningsWriter(words);
        List<WarningsView> views = warnings.get().stream().map(writer::view).toList();
        pages.show(
                request,
                "warnings/show.jte",
                Map.of("warnings", views, "noMain", warnings.isMainMissing(), "count", warnings.getAsInt()));
    }
}
