package org.crmroute.transfer.engine;

import java.time.Instant;
import java.util.Optional;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;

/**
 * A transfer and where it stands.
 *
 * @param idempotencyKey what its client named it
 * @param call {@link org.crmroute.transfer.call.LiveCall#id()}
 * @param changed when it came into this state
 */
public record Transfer(
        TransferId id,
        Optional<String> idempotencyKey,
        String call,
        Kind kind,
        Target target,
        CallParty customer,
        CallParty transferor,
        State state,
        Instant started,
        Instant changed) {

    public Legs legs() {
        return new Legs(id, customer.channel(), transferor.channel());
    }

    Transfer in(State state, Instant now) {
        return new Transfer(id, idempotencyKey, call, kind, target, customer, transferor, state, started, now);
    }
}
