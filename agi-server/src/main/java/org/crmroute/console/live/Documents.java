package org.crmroute.console.live;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crmroute.console.live.TransfersAway.Why;
import org.crmroute.runtime.log.Neutral;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what ari-app writes; {@code ari-app/contract} has an example of each. Members we do not know are left aside, so that
 * a newer ari-app can say more. All texts are hostile: they are shortened, and nothing in them ends a line.
 */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 200;

    private Documents() {}

    static List<LiveCall> calls(byte[] document) throws TransfersAway {
        return all(document, "calls", Documents::call);
    }

    static List<LiveTransfer> transfers(byte[] document) throws TransfersAway {
        return all(document, "transfers", Documents::transfer);
    }

    static LiveTransfer transfer(byte[] document) throws TransfersAway {
        try {
            return transfer(JSON.readTree(document));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw strange(e);
        }
    }

    /** The refusal in a problem document; anything else is said by its status alone. */
    static TransferRefused refusal(int status, byte[] document) {
        try {
            JsonNode problem = JSON.readTree(document);
            String detail = text(problem, "detail").orElse("status " + status);
            return new TransferRefused(
                    TransferRefused.Reason.ofWord(text(problem, "reason").orElse("")), detail);
        } catch (JacksonException e) {
            return new TransferRefused(TransferRefused.Reason.OTHER, "status " + status);
        }
    }

    private static <T> List<T> all(byte[] document, String member, Function<JsonNode, T> reading) throws TransfersAway {
        try {
            JsonNode list = JSON.readTree(document).path(member);
            if (!list.isArray()) {
                throw new IllegalArgumentException("there is no list '" + member + "'");
            }
            List<T> all = new ArrayList<>(list.size());
            list.forEach(each -> all.add(reading.apply(each)));
            return all;
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw strange(e);
        }
    }

    private static TransfersAway strange(Exception e) {
        return new TransfersAway(
                Why.STRANGE, "the answer is none of ari-app's: " + shortened(String.valueOf(e.getMessage())));
    }

    private static LiveCall call(JsonNode call) {
        return new LiveCall(
                must(call, "id"),
                must(call, "state"),
                Instant.parse(must(call, "since")),
                party(call.path("customer")),
                Optional.of(call.path("agent")).filter(JsonNode::isObject).map(Documents::party),
                text(call, "queue"),
                text(call, "extension"),
                text(call, "crm_name"),
                text(call, "decision"));
    }

    private static LiveTransfer transfer(JsonNode transfer) {
        List<String> allowed = new ArrayList<>();
        transfer.path("allowed").forEach(wish -> allowed.add(shortened(wish.asString(""))));
        return new LiveTransfer(
                must(transfer, "id"),
                must(transfer, "call"),
                must(transfer, "kind"),
                must(transfer, "target"),
                must(transfer, "status"),
                allowed,
                Optional.of(transfer.path("outcome"))
                        .filter(JsonNode::isObject)
                        .map(outcome -> new LiveTransfer.Outcome(
                                must(outcome, "result"), text(outcome, "reason").orElse(""))),
                party(transfer.path("customer")),
                party(transfer.path("transferor")),
                Instant.parse(must(transfer, "changed")));
    }

    private static LiveParty party(JsonNode party) {
        return new LiveParty(
                text(party, "channel").orElse(""),
                text(party, "number").orElse(""),
                text(party, "name").orElse(""));
    }

    private static String must(JsonNode document, String member) {
        return text(document, member).orElseThrow(() -> new IllegalArgumentException("there is no '" + member + "'"));
    }

    /** Empty for what is not there, is no text, or has nothing in it. */
    private static Optional<String> text(JsonNode document, String member) {
        return Optional.of(document.path(member))
                .filter(JsonNode::isString)
                .map(value -> shortened(value.stringValue()))
                .filter(text -> !text.isEmpty());
    }

    private static String shortened(String text) {
        return Neutral.text(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}
