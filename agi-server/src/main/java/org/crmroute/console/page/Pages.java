package org.crmroute.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.crmroute.console.access.Visit;

/** Makes pages out of templates, and keeps how a reader wants to see them. */
public final class Pages implements Consumer<RoutesConfig> {

    /**
     * Only our own files, nothing inline; pico's marks are pictures inside its style sheet. What a page shows of the CRM
     * can thus do nothing in the browser even if it got past the templates, which write it as text.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Told to nobody else. With {@code no-referrer} a browser would hide from us too that a form is one of ours. */
    private static final String REFERRER = "same-origin";

    private static final int A_YEAR = 365 * 24 * 3600;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;
    private final IntSupplier warnings;
    private final BooleanSupplier integration;

    /**
     * @param warnings how many rules are out of force now
     * @param integration whether calls are decided by the CRM's data at all
     */
    public Pages(Assets assets, IntSupplier warnings, BooleanSupplier integration) {
        this.assets = assets;
        this.warnings = warnings;
        this.integration = integration;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.post("/looks", this::keepLooks);
    }

    /**
     * Answers with a page.
     *
     * @param template its file below {@code src/main/jte}
     * @param model what it takes, besides {@code page}
     */
    public void show(Context request, String template, Map<String, ?> model) {
        request.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", REFERRER)
                .html(text(request, template, model));
    }

    /** A page, or a piece of one, as text. */
    public String text(Context request, String template, Map<String, ?> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page(request));
        StringOutput out = new StringOutput(16 * 1024);
        templates.render(template, all, out);
        return out.toString();
    }

    /** What the frame shows to whoever asks. */
    public Page page(Context request) {
        Optional<Visit> visit = Visit.of(request);
        return new Page(
                Words.in(Language.of(request)),
                visit,
                request.path(),
                Theme.of(request),
                visit.isPresent() ? warnings.getAsInt() : 0,
                visit.isEmpty() || integration.getAsBoolean(),
                assets);
    }

    /** Language and brightness: the reader's own affair, so anybody may choose, and nothing but cookies is changed. */
    private void keepLooks(Context request) {
        Optional.ofNullable(request.formParam("language"))
                .flatMap(Language::ofCode)
                .ifPresent(language -> keep(request, Language.COOKIE, language.code()));
        Optional.ofNullable(request.formParam("theme"))
                .map(Theme::ofWord)
                .ifPresent(theme -> keep(request, Theme.COOKIE, theme.word()));
        request.redirect(back(request));
    }

    private static void keep(Context request, String cookie, String value) {
        request.cookie(new Cookie(cookie, value, "/", A_YEAR, false, true, null, SameSite.LAX));
    }

    /** Only to a path of ours. */
    private static String back(Context request) {
        String path = Optional.ofNullable(request.formParam("back")).orElse("/");
        return path.matches("/[0-9A-Za-z_.~/-]*") && !path.startsWith("//") ? path : "/";
    }
}
