package org.crmroute.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crmroute.runtime.http.ProblemDetails;
import org.crmroute.runtime.http.RequestBody;
import org.crmroute.sync.EventInbox;

/**
 * {@code POST /bitrix24/events}: where the portal posts that a record changed. The post holds ids only, and whoever
 * sends one can at most make us ask the portal again; the token keeps others from even that.
 */
public final class EventsPage implements Consumer<RoutesConfig> {

    static final String PATH = "/bitrix24/events";

    /** A post of the portal has less than a thousand bytes. */
    private static final int LARGEST = 16 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Function<Map<String, String>, EventInbox.Answer> inbox;

    /** @param inbox takes the decoded form */
    public EventsPage(Function<Map<String, String>, EventInbox.Answer> inbox) {
        this.inbox = inbox;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.post(PATH, this::take);
    }

    private void take(Context request) throws IOException {
        String type = Optional.ofNullable(request.contentType()).orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            ProblemDetails.answer(request, 415, "events are posted as " + FORM);
            return;
        }
        Optional<byte[]> body = RequestBody.of(request, LARGEST);
        if (body.isEmpty()) {
            ProblemDetails.answer(request, 413, "an event has less than " + LARGEST + " bytes");
            return;
        }
        Optional<Map<String, String>> form = RequestBody.text(body.get()).flatMap(PostedForm::read);
        if (form.isEmpty()) {
            ProblemDetails.answer(request, 400, "the form cannot be read");
            return;
        }
        answer(request, inbox.apply(form.get()));
    }

    private static void answer(Context request, EventInbox.Answer answer) {
        switch (answer) {
            case ACCEPTED, IGNORED -> request.result("ok\n");
            case REFUSED -> ProblemDetails.answer(request, 403, "auth[application_token] is none of ours");
            case MALFORMED -> ProblemDetails.answer(request, 400, "the event names no record");
            case FULL ->
                ProblemDetails.answer(request, 503, "no room for events now; the portal will be asked instead");
        }
    }
}
