package org.crmroute.transfer.engine;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.TransferRefused.Reason;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;

/** What must be right about a wish before a call is touched for it. */
final class Checks {

    /** The endpoint in a channel's name: {@code 201} of {@code PJSIP/201-0000002a}. */
    private static final Pattern ENDPOINT = Pattern.compile("[0-9A-Za-z]+/(.+)-[0-9a-f]{8}(;[12])?");

    private final Directory directory;

    Checks(Directory directory) {
        this.directory = directory;
    }

    Transfer passed(TransferRequest request, LiveCall call, TransferId id, Instant now) throws TransferRefused {
        if (call.agent().isEmpty() || call.phase() == LiveCall.Phase.WAITING) {
            throw new TransferRefused(Reason.NOT_TALKING, "nobody has answered this call yet");
        }
        CallParty transferor = call.agent().get();
        if (is(request.target(), transferor)) {
            throw new TransferRefused(Reason.SAME_PARTY, "the target is the transferor");
        }
        if (is(request.target(), call.customer())) {
            throw new TransferRefused(Reason.SAME_PARTY, "the target is the customer");
        }
        exists(request.target());
        return new Transfer(
                id,
                request.idempotencyKey(),
                call.id(),
                request.kind(),
                request.target(),
                call.customer(),
                transferor,
                new State.Starting(request.kind(), Set.of(), false),
                now,
                now);
    }

    private void exists(Target target) throws TransferRefused {
        try {
            if (directory.find(target) instanceof Directory.Answer.Unknown(String reason)) {
                throw new TransferRefused(Reason.UNKNOWN_TARGET, target.text() + " " + reason);
            }
        } catch (SwitchboardException e) {
            throw new TransferRefused(
                    Reason.UNAVAILABLE, "Asterisk does not say whether the target exists: " + e.getMessage());
        }
    }

    private static boolean is(Target target, CallParty party) {
        return switch (target) {
            case Target.Extension extension -> {
                Matcher endpoint = ENDPOINT.matcher(party.channelName());
                yield extension.name().equals(party.number())
                        || (endpoint.matches() && extension.name().equals(endpoint.group(1)));
            }
            case Target.External external ->
                external.e164().equals(party.number())
                        || external.e164().substring(1).equals(party.number());
            case Target.Queue q -> false;
            case Target.Crm c -> false;
        };
    }
}
