package org.crmroute.portal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/** What may befall a request. */
public sealed interface Fault {

    /**
     * An error of the REST protocol.
     *
     * @param status of HTTP
     * @param code a text, empty at times; in places a number
     */
    record Answered(int status, Object code, String description) implements Fault {}

    /** A page of the web server before the portal, with this status, which is no JSON. */
    record Html(int status) implements Fault {}

    /** The right answer, of which the second half is missing. */
    record Cut() implements Fault {}

    /** The right answer, this much later; a long time makes it hang. */
    record Slow(Duration by) implements Fault {}

    /** The connection ends without an answer; the method was not run. */
    record Reset() implements Fault {}

    /** The connection ends without an answer, but the method was run. */
    record Lost() implements Fault {}

    Fault QUERY_LIMIT_EXCEEDED = new Answered(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
    Fault OPERATION_TIME_LIMIT =
            new Answered(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
    Fault OVERLOAD_LIMIT = new Answered(503, "OVERLOAD_LIMIT", "REST API is blocked due to overload.");
    Fault INTERNAL_SERVER_ERROR = new Answered(500, "INTERNAL_SERVER_ERROR", "Internal server error");
    Fault ERROR_UNEXPECTED_ANSWER =
            new Answered(500, "ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response");
    Fault EMPTY_CODE = new Answered(400, "", "Something went wrong");
    Fault INTEGER_CODE = new Answered(400, 0, "Something went wrong");
    Fault INVALID_CREDENTIALS = new Answered(401, "INVALID_CREDENTIALS", "Invalid request credentials");
    Fault NO_AUTH_FOUND = new Answered(401, "NO_AUTH_FOUND", "Wrong authorization data");
    Fault EXPIRED_TOKEN = new Answered(401, "expired_token", "The access token provided has expired.");
    Fault INVALID_TOKEN = new Answered(401, "invalid_token", "Unable to get application by token");
    Fault INSUFFICIENT_SCOPE = new Answered(403, "insufficient_scope", "The request requires higher privileges");
    Fault USER_ACCESS_ERROR =
            new Answered(403, "user_access_error", "The user does not have access to the application.");
    Fault ACCESS_DENIED = new Answered(401, "ACCESS_DENIED", "REST is available only on commercial plans.");
    Fault PORTAL_DELETED = new Answered(403, "PORTAL_DELETED", "Portal was deleted");
    Fault BAD_GATEWAY = new Html(502);
    Fault CUT_JSON = new Cut();
    Fault CONNECTION_RESET = new Reset();
    Fault ANSWER_LOST = new Lost();

    /** The constants above by name. */
    Map<String, Fault> NAMES = Map.ofEntries(
            Map.entry("QUERY_LIMIT_EXCEEDED", QUERY_LIMIT_EXCEEDED),
            Map.entry("OPERATION_TIME_LIMIT", OPERATION_TIME_LIMIT),
            Map.entry("OVERLOAD_LIMIT", OVERLOAD_LIMIT),
            Map.entry("INTERNAL_SERVER_ERROR", INTERNAL_SERVER_ERROR),
            Map.entry("ERROR_UNEXPECTED_ANSWER", ERROR_UNEXPECTED_ANSWER),
            Map.entry("EMPTY_CODE", EMPTY_CODE),
            Map.entry("INTEGER_CODE", INTEGER_CODE),
            Map.entry("INVALID_CREDENTIALS", INVALID_CREDENTIALS),
            Map.entry("NO_AUTH_FOUND", NO_AUTH_FOUND),
            Map.entry("EXPIRED_TOKEN", EXPIRED_TOKEN),
            Map.entry("INVALID_TOKEN", INVALID_TOKEN),
            Map.entry("INSUFFICIENT_SCOPE", INSUFFICIENT_SCOPE),
            Map.entry("USER_ACCESS_ERROR", USER_ACCESS_ERROR),
            Map.entry("ACCESS_DENIED", ACCESS_DENIED),
            Map.entry("PORTAL_DELETED", PORTAL_DELETED),
            Map.entry("BAD_GATEWAY", BAD_GATEWAY),
            Map.entry("CUT_JSON", CUT_JSON),
            Map.entry("CONNECTION_RESET", CONNECTION_RESET),
            Map.entry("ANSWER_LOST", ANSWER_LOST));

    /**
     * The constant of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Fault named(String name) {
        Fault fault = NAMES.get(name);
        if (fault == null) {
            throw new IllegalArgumentException(
                    "there is no fault \"" + name + "\", only " + new TreeSet<>(NAMES.keySet()));
        }
        return fault;
    }
}
