package org.crmroute.transfer.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.crmroute.runtime.http.ProblemDetails;
import org.crmroute.runtime.http.RequestBody;
import org.crmroute.transfer.engine.LiveCalls;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.engine.TransferRefused;
import org.crmroute.transfer.engine.Transfers;

/** {@code /api/calls} and {@code /api/transfers}. */
public final class TransferPages implements Consumer<RoutesConfig> {

    private static final int LARGEST = 8 * 1024;
    private static final int SHOWN = 100;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final String JSON = "application/json";

    private final Transfers transfers;
    private final LiveCalls calls;

    public TransferPages(Transfers transfers, LiveCalls calls) {
        this.transfers = transfers;
        this.calls = calls;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/calls", request -> answer(request, 200, Documents.calls(calls.calls())));
        routes.post("/api/transfers", this::start);
        routes.get("/api/transfers", this::list);
        routes.get("/api/transfers/{id}", request -> on(request, transfers::get));
        routes.post("/api/transfers/{id}/complete", request -> on(request, transfers::complete));
        routes.post("/api/transfers/{id}/cancel", request -> on(request, transfers::cancel));
        routes.post("/api/transfers/{id}/swap", request -> on(request, transfers::swap));
    }

    private void start(Context request) throws IOException {
        String type = Optional.ofNullable(request.contentType()).orElse("");
        // a form on a web page cannot send this type without asking first
        if (!type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            ProblemDetails.answer(request, 415, "a transfer is posted as " + JSON);
            return;
        }
        Optional<String> key = Optional.ofNullable(request.header("Idempotency-Key"));
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            ProblemDetails.answer(request, 400, "Idempotency-Key: write 1 to 200 visible ASCII characters");
            return;
        }
        Optional<byte[]> body = RequestBody.of(request, LARGEST);
        if (body.isEmpty()) {
            ProblemDetails.answer(request, 413, "a transfer has less than " + LARGEST + " bytes");
            return;
        }
        Optional<String> text = RequestBody.text(body.get());
        if (text.isEmpty()) {
            ProblemDetails.answer(request, 400, "the body is not UTF-8");
            return;
        }
        try {
            Transfers.Asked asked = transfers.start(PostedTransfer.read(text.get(), key));
            request.header("Location", "/api/transfers/" + asked.transfer().id());
            answer(request, asked.created() ? 201 : 200, Documents.transfer(asked.transfer()));
        } catch (PostedTransfer.Malformed e) {
            ProblemDetails.answer(request, 400, String.valueOf(e.getMessage()), Map.of("reason", "malformed"));
        } catch (TransferRefused e) {
            refuse(request, e);
        }
    }

    private void list(Context request) {
        String limit = Optional.ofNullable(request.queryParam("limit")).orElse(String.valueOf(SHOWN));
        if (!LIMIT.matcher(limit).matches()) {
            ProblemDetails.answer(request, 400, "limit: write a number from 1 to 999");
            return;
        }
        try {
            answer(request, 200, Documents.transfers(transfers.newest(Integer.parseInt(limit))));
        } catch (TransferRefused e) {
            refuse(request, e);
        }
    }

    /** Something that is done with one transfer. */
    private interface Deed {
        Transfer with(TransferId id) throws TransferRefused;
    }

    private static void on(Context request, Deed deed) {
        Optional<TransferId> id = TransferId.of(request.pathParam("id"));
        if (id.isEmpty()) {
            ProblemDetails.answer(request, 404, "no such transfer", Map.of("reason", "unknown_transfer"));
            return;
        }
        try {
            answer(request, 200, Documents.transfer(deed.with(id.get())));
        } catch (TransferRefused e) {
            refuse(request, e);
        }
    }

    private static void refuse(Context request, TransferRefused refusal) {
        int status = switch (refusal.reason()) {
            case UNKNOWN_CALL, UNKNOWN_TRANSFER -> 404;
            case UNKNOWN_TARGET, SAME_PARTY, KEY_REUSED -> 422;
            case NOT_TALKING, ALREADY_TRANSFERRED, NOT_NOW -> 409;
            case TOO_MANY, UNAVAILABLE -> 503;
        };
        if (status == 503) {
            request.header("Retry-After", "2");
        }
        ProblemDetails.answer(
                request,
                status,
                String.valueOf(refusal.getMessage()),
                Map.of("reason", refusal.reason().name().toLowerCase(Locale.ROOT)));
    }

    private static void answer(Context request, int status, String document) {
        request.status(status).contentType(JSON).result(document);
    }
}
