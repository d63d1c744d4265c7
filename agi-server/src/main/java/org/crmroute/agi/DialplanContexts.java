package org.crmroute.agi;

import java.util.regex.Pattern;

/**
 * Where in the dialplan the kinds of target live, so that a site can point them at contexts of its own.
 *
 * @param extension where extensions are dialled, e.g. {@code from-internal}
 * @param queue where queues are entered, e.g. {@code ext-queues}
 * @param external where outside numbers are dialled
 */
public record DialplanContexts(String extension, String queue, String external) {

    /** AST_MAX_CONTEXT is 80, with the closing NUL. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,79}");

    public static final DialplanContexts DEFAULT =
            new DialplanContexts("crmroute-extension", "crmroute-queue", "crmroute-external");

    public DialplanContexts {
        check("dialplan.extension", extension);
        check("dialplan.queue", queue);
        check("dialplan.external", external);
    }

    private static void check(String key, String context) {
        if (!NAME.matcher(context).matches()) {
            throw new IllegalArgumentException(
                    key + " must be a context name of letters, digits, '_', '.' and '-', not: " + context);
        }
    }
}
