package org.crmroute.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Errors as RFC 9457 asks: {@code application/problem+json} with {@code type}, {@code title}, {@code status}, {@code detail}. */
public final class ProblemDetails {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDetails.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private ProblemDetails() {}

    /** Answers a request with a problem. */
    public static void answer(Context request, int status, String detail) {
        request.status(status).contentType(CONTENT_TYPE).result(document(status, detail));
    }

    /**
     * Answers a request with a problem that programs can tell from others of the same status.
     *
     * @param reason an extension member of that name: one of a few fixed words such as {@code unknown_call}
     */
    public static void answer(Context request, int status, String detail, String reason) {
        Map<String, Object> problem = problem(status, detail);
        problem.put("reason", reason);
        request.status(status).contentType(CONTENT_TYPE).result(JSON.writeValueAsString(problem));
    }

    static String document(int status, String detail) {
        return JSON.writeValueAsString(problem(status, detail));
    }

    private static Map<String, Object> problem(int status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.forStatus(status).getMessage());
        problem.put("status", status);
        problem.put("detail", detail);
        return problem;
    }

    static void install(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (e, request) -> {
            if (e.getStatus() == 405) {
                // the one detail of a 405; its key depends on what the client accepts
                e.getDetails().values().forEach(methods -> request.header("Allow", methods));
            }
            answer(
                    request,
                    e.getStatus(),
                    switch (e.getStatus()) {
                        case 404 -> "there is nothing at " + request.path();
                        case 405 -> request.path() + " does not take " + request.method();
                        default -> String.valueOf(e.getMessage());
                    });
        });
        routes.exception(Exception.class, (e, request) -> {
            // the reason stays with us: it may hold what the CRM knows of people
            LOG.error("{} {} failed", request.method(), request.path(), e);
            answer(request, 500, "the request failed; the server's log says why");
        });
    }
}
