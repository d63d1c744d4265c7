package org.crmroute.transfer.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Standing;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.transfer.State;
import tools.jackson.databind.json.JsonMapper;

/** Calls and transfers as the API shows them; {@code ari-app/contract} has an example of each. */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Documents() {}

    static String calls(List<LiveCall> calls) {
        return JSON.writeValueAsString(
                Map.of("calls", calls.stream().map(Documents::call).toList()));
    }

    static String transfers(List<Transfer> transfers) {
        return JSON.writeValueAsString(
                Map.of("transfers", transfers.stream().map(Documents::document).toList()));
    }

    static String transfer(Transfer transfer) {
        return JSON.writeValueAsString(document(transfer));
    }

    private static Map<String, Object> call(LiveCall call) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", call.id());
        document.put("state", call.phase().word());
        document.put("since", call.since().toString());
        document.put("customer", party(call.customer()));
        put(document, "agent", call.agent().map(Documents::party));
        put(document, "queue", call.queue());
        put(document, "extension", call.extension());
        put(document, "crm_name", call.crmName());
        put(document, "decision", call.decision());
        return document;
    }

    private static Map<String, Object> document(Transfer transfer) {
        Standing standing = Standing.of(transfer);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", transfer.id().text());
        document.put("call", transfer.call());
        document.put("kind", transfer.kind().name().toLowerCase(Locale.ROOT));
        document.put("target", transfer.target().text());
        document.put("status", standing.status().word());
        document.put("allowed", standing.allowed());
        if (transfer.state() instanceof State.Ended ended) {
            Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("result", ended.outcome().result().word());
            outcome.put("reason", ended.outcome().reason());
            document.put("outcome", outcome);
        }
        document.put("customer", party(transfer.customer()));
        document.put("transferor", party(transfer.transferor()));
        document.put("started", transfer.started().toString());
        document.put("changed", transfer.changed().toString());
        return document;
    }

    private static Map<String, Object> party(CallParty party) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("channel", party.channelName());
        document.put("number", party.number());
        document.put("name", party.name());
        return document;
    }

    private static void put(Map<String, Object> document, String name, Optional<?> value) {
        value.ifPresent(v -> document.put(name, v));
    }
}
