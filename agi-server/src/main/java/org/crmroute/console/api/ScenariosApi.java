package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore.Version;
import org.crmroute.runtime.http.ProblemDetails;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/scenarios}: shown, checked, put in force and taken back, as the commands do it. */
public final class ScenariosApi implements Consumer<RoutesConfig> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_VERSIONS = 200;

    private final ScenarioDesk desk;
    private final Audit audit;
    private final Turns turns = new Turns(2);

    public ScenariosApi(ScenarioDesk desk, Audit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/scenarios", this::list, Role.VIEWER);
        routes.get("/api/scenarios/{name}", request -> show(request, Optional.empty()), Role.VIEWER);
        routes.put("/api/scenarios/{name}", this::apply, Role.ADMIN);
        routes.post("/api/scenarios/{name}/check", this::check, Role.VIEWER);
        routes.get("/api/scenarios/{name}/versions", this::versions, Role.VIEWER);
        routes.get(
                "/api/scenarios/{name}/versions/{version}",
                request -> show(request, Optional.of(version(request.pathParam("version")))),
                Role.VIEWER);
        routes.post("/api/scenarios/{name}/rollback", this::rollback, Role.ADMIN);
    }

    private void list(Context request) {
        Json.answer(
                request,
                Map.of(
                        "scenarios",
                        desk.active().stream().map(ScenariosApi::line).toList()));
    }

    private void versions(Context request) {
        String name = request.pathParam("name");
        List<Version> history = desk.history(name);
        if (history.isEmpty()) {
            throw new NotFoundResponse();
        }
        Json.answer(
                request,
                Map.of(
                        "versions",
                        history.stream()
                                .limit(MOST_VERSIONS)
                                .map(ScenariosApi::line)
                                .toList()));
    }

    private void show(Context request, Optional<Long> wanted) throws Exception {
        Version version = desk.find(request.pathParam("name"), wanted).orElseThrow(NotFoundResponse::new);
        Map<String, Object> document = line(version);
        turns.take(() -> {
            document.put("document", desk.show(version));
            document.put("suspended", desk.compile(version).suspended());
            return document;
        });
        document.put("source", version.source());
        if (wanted.isEmpty()) {
            request.header("ETag", VersionTag.of(version.version()));
        }
        Json.answer(request, document);
    }

    private static Map<String, Object> line(Version version) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", version.scenario());
        line.put("version", version.version());
        line.put("active", version.active());
        line.put("author", version.author());
        line.put("at", version.at().toString());
        return line;
    }

    private void check(Context request) throws Exception {
        Optional<ScenarioDesk.Checked> checked = checked(request);
        checked.ifPresent(c -> Json.answer(request, Map.of("warnings", problems(c.warnings()))));
    }

    private void apply(Context request) throws Exception {
        Optional<ScenarioDesk.Checked> checked = checked(request);
        if (checked.isEmpty()) {
            return;
        }
        Optional<Version> applied =
                apply(checked.get(), Visit.person(request).name(), VersionTag.wanted(request.header("If-Match")));
        if (applied.isEmpty()) {
            ProblemDetails.answer(
                    request, 412, replaced(checked.get().scenario().name()));
            return;
        }
        Version version = applied.get();
        request.header("ETag", VersionTag.of(version.version()));
        audit.note(Visit.person(request), "access.audit.applied", version.scenario(), "v" + version.version());
        Map<String, Object> document = line(version);
        document.put("warnings", problems(checked.get().warnings()));
        Json.answer(request, document);
    }

    /** Empty when another version is in force than those that may be replaced. */
    private Optional<Version> apply(ScenarioDesk.Checked checked, String author, VersionTag.Wanted wanted) {
        if (wanted.isAnything()) {
            return Optional.of(desk.apply(checked, author));
        }
        return active(checked.scenario().name())
                .filter(wanted::fits)
                // somebody may publish between this look and the storing: that looks again
                .flatMap(version -> desk.apply(checked, author, version));
    }

    private Optional<Long> active(String scenario) {
        return desk.find(scenario, Optional.empty()).map(Version::version);
    }

    private String replaced(String scenario) {
        return active(scenario)
                .map(version ->
                        "version %d is in force, not the one that If-Match names; look at it, then send its ETag %s"
                                .formatted(version, VersionTag.of(version)))
                .orElse("no version is in force that could be replaced; send the document without If-Match");
    }

    /** The document sent; empty when it is answered already with what is wrong. */
    private Optional<ScenarioDesk.Checked> checked(Context request) throws Exception {
        String name = request.pathParam("name");
        Source source = new Source(name, request.body());
        try {
            ScenarioDesk.Checked checked = turns.take(() -> desk.check(source));
            if (!checked.scenario().name().equals(name)) {
                ProblemDetails.answer(
                        request,
                        422,
                        "the document is of scenario '%s', the address of '%s'"
                                .formatted(checked.scenario().name(), name));
                return Optional.empty();
            }
            return Optional.of(checked);
        } catch (InvalidDocument e) {
            ProblemDetails.answer(
                    request,
                    422,
                    "the scenario cannot be put in force; problems says why",
                    Map.of("problems", problems(e.problems())));
            return Optional.empty();
        }
    }

    private static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream()
                .map(problem -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("severity", problem.isError() ? "error" : "warning");
                    one.put("line", problem.at().line());
                    one.put("column", problem.at().column());
                    one.put("message", problem.message());
                    return one;
                })
                .toList();
    }

    private void rollback(Context request) {
        String name = request.pathParam("name");
        long number = wanted(request.body());
        Version version =
                desk.rollback(name, number, Visit.person(request).name()).orElseThrow(() -> new NotFoundResponse());
        audit.note(Visit.person(request), "access.audit.rolled-back", name, "v" + number);
        Json.answer(request, line(version));
    }

    private static long wanted(String body) {
        try {
            JsonNode version = JSON.readTree(body).path("version");
            if (version.isIntegralNumber() && version.canConvertToLong()) {
                return version.asLong();
            }
        } catch (JacksonException e) {
            // answered below
        }
        throw new BadRequestResponse("send the version to go back to: {\"version\": 3}");
    }

    private static long version(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new NotFoundResponse();
        }
        return Long.parseLong(text);
    }
}
