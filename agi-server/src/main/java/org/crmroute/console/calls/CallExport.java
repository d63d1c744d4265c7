package org.crmroute.console.calls;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Role;
import org.crmroute.console.page.Language;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.crmroute.runtime.http.ProblemDetails;

/**
 * {@code /calls.csv}: the calls that fit, newest first, as RFC 4180 has it and as the reader's spreadsheet opens it:
 * UTF-8 with its mark, and the semicolon where the reader's language writes numbers with a comma. Read and sent a few
 * hundred at a time, so that it takes no memory and no reading lasts.
 */
public final class CallExport implements Consumer<RoutesConfig> {

    private static final int AT_ONCE = 500;

    /** Files that are made at the same time. */
    private static final int MOST = 2;

    /** What spreadsheets take for the beginning of a formula. https://owasp.org/www-community/attacks/CSV_Injection */
    private static final String FORMULA = "=+-@\t\r\n";

    /** Begins like one, but can do nothing. */
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{1,20}");

    private static final List<String> COLUMNS = List.of(
            "id",
            "time",
            "caller",
            "name",
            "did",
            "scenario",
            "version",
            "status",
            "reason",
            "rule",
            "record",
            "target",
            "microseconds",
            "mirror_age_seconds");

    private final DecisionLog log;
    private final Pages pages;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final Semaphore free = new Semaphore(MOST);

    public CallExport(DecisionLog log, Pages pages, NumberPlan plan, ZoneId zone) {
        this.log = log;
        this.pages = pages;
        this.plan = plan;
        this.zone = zone;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/calls.csv", this::export, Role.VIEWER);
    }

    private void export(Context request) throws IOException {
        CallFilter filter = CallFilter.of(request);
        if (!filter.readable(zone)) {
            ProblemDetails.answer(request, 400, "from and until are written as 2026-03-01 or 2026-03-01T14:30");
            return;
        }
        if (!free.tryAcquire()) {
            ProblemDetails.answer(request, 503, "other files are being made; try again in a moment");
            return;
        }
        try {
            request.contentType("text/csv; charset=utf-8")
                    .header("Content-Disposition", "attachment; filename=calls.csv");
            Words words = pages.page(request).words();
            char separator = words.language() == Language.RUSSIAN ? ';' : ',';
            try (Writer out =
                    new BufferedWriter(new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8))) {
                out.write('\uFEFF');
                row(out, separator, COLUMNS);
                rows(out, separator, filter.query(plan, zone, AT_ONCE));
            }
        } finally {
            free.release();
        }
    }

    private void rows(Writer out, char separator, Query query) throws IOException {
        DateTimeFormatter time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        Optional<Query> next = Optional.of(query);
        while (next.isPresent()) {
            List<Line> lines = log.lines(next.get());
            for (Line line : lines) {
                row(
                        out,
                        separator,
                        List.of(
                                line.id(),
                                time.format(line.at()),
                                line.caller(),
                                line.name(),
                                line.did(),
                                line.scenario(),
                                String.valueOf(line.version()),
                                line.status(),
                                line.reason(),
                                line.rule(),
                                line.record(),
                                line.target(),
                                String.valueOf(line.micros()),
                                line.mirrorAge()
                                        .map(age -> String.valueOf(age.toSeconds()))
                                        .orElse("")));
            }
            next = lines.size() < AT_ONCE
                    ? Optional.empty()
                    : Optional.of(query.behind(lines.getLast().id()));
        }
    }

    private static void row(Writer out, char separator, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(separator);
            }
            out.write(cell(cells.get(i), separator));
        }
        out.write("\r\n");
    }

    /** What could be a formula becomes text by an apostrophe, which spreadsheets do not show. */
    static String cell(String text, char separator) {
        String harmless = !text.isEmpty()
                        && FORMULA.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches()
                ? "'" + text
                : text;
        boolean quoted = harmless.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
