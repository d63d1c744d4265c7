package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells Bitrix24's errors apart by their code. The same code comes with different HTTP statuses in different versions,
 * so those say nothing. Some methods give an empty code or 0; then the sentence is all there is. Sources: "Errors and
 * their codes" and the pages of the methods.
 */
final class ErrorCodes {

    static final String QUERY_LIMIT = "QUERY_LIMIT_EXCEEDED";
    static final String OPERATION_TIME = "OPERATION_TIME_LIMIT";
    static final String EXPIRED = "expired_token";
    /** Ours, for an error without a code. */
    static final String NONE = "no-code";

    private static final Set<String> DEFECTS = Set.of(
            "ERROR_METHOD_NOT_FOUND",
            "INVALID_ARG_VALUE",
            "ERROR_BATCH_LENGTH_EXCEEDED",
            "ERROR_BATCH_METHOD_NOT_ALLOWED");

    private static final String NEW_WEBHOOK =
            "Create an inbound webhook as an administrator of the portal and put its address into bitrix24.webhook.";
    private static final String ADMINISTRATOR =
            "Let the webhook or the application act for an administrator of the portal, with the rights crm and user.";
    private static final String PLAN =
            "Check that the portal's plan includes the REST interface and has been paid for.";

    /** Code in lower case → what to do. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry(
                    "overload_limit",
                    "The portal has shut out REST requests for its overload: ask Bitrix24's support to open it again."),
            Map.entry("invalid_credentials", NEW_WEBHOOK),
            Map.entry("no_auth_found", NEW_WEBHOOK),
            Map.entry("invalid_token", "Install the application at the portal again, or " + lowered(NEW_WEBHOOK)),
            Map.entry(EXPIRED, "Install the application at the portal again, or " + lowered(NEW_WEBHOOK)),
            Map.entry("invalid_grant", "Install the application at the portal again and configure its new token."),
            Map.entry("invalid_client", "Check the application's client id and secret."),
            Map.entry("wrong_client", "Check the application's client id and secret."),
            Map.entry("application_not_found", "Install the application at the portal again."),
            Map.entry("insufficient_scope", "Give the webhook or the application the rights crm, user and department."),
            Map.entry("invalid_scope", "Give the webhook or the application the rights crm, user and department."),
            Map.entry("user_access_error", ADMINISTRATOR),
            Map.entry("wrong_auth_type", "Use an inbound webhook of an administrator, or an installed application."),
            Map.entry("access_denied", PLAN + " " + ADMINISTRATOR),
            Map.entry("payment_required", PLAN),
            Map.entry("portal_deleted", "The portal is gone: check the address in bitrix24.webhook."),
            Map.entry("invalid_request", "Check the portal's address: it begins with https://."));

    private ErrorCodes() {}

    /**
     * @param code cleaned; may be empty or {@code 0}
     * @param description cleaned
     * @param pause for what goes away by itself
     */
    static BitrixError classify(String code, String description, Duration pause) {
        if (code.isEmpty() || code.equals("0")) {
            return withoutCode(description, pause);
        }
        if (DEFECTS.contains(code)) {
            return new BitrixError.Defect(code, description);
        }
        if (code.equals("NOT_FOUND") || code.equals("ERROR_NOT_FOUND")) {
            return new BitrixError.NotFound(code, description);
        }
        String advice = ADVICE.get(code.toLowerCase(Locale.ROOT));
        return advice == null
                ? new BitrixError.Recoverable(code, description, pause)
                : new BitrixError.Terminal(code, description, advice);
    }

    /** The older methods: {@code {"error":"","error_description":"Not found"}}. */
    private static BitrixError withoutCode(String description, Duration pause) {
        String sentence = description.toLowerCase(Locale.ROOT);
        if (sentence.startsWith("not found") || sentence.endsWith("not found") || sentence.endsWith("not found.")) {
            return new BitrixError.NotFound("NOT_FOUND", description);
        }
        if (sentence.startsWith("access denied")) {
            return new BitrixError.Terminal("ACCESS_DENIED", description, ADMINISTRATOR);
        }
        return new BitrixError.Recoverable(
                NONE,
                description.isEmpty() ? "the portal reports an error and does not say which" : description,
                pause);
    }

    private static String lowered(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
