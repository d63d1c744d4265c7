package org.crmroute.transfer.engine;

import java.util.Optional;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Target;

/**
 * Somebody wishes a call to be handed on.
 *
 * @param call {@link org.crmroute.transfer.call.LiveCall#id()}, or the unique id of either channel
 * @param idempotencyKey the same wish under the same key is fulfilled once
 */
public record TransferRequest(String call, Kind kind, Target target, Optional<String> idempotencyKey) {

    boolean isFulfilledBy(Transfer transfer) {
        boolean sameCall = transfer.call().equals(call)
                || transfer.customer().channel().equals(call)
                || transfer.transferor().channel().equals(call);
        return sameCall && transfer.kind() == kind && transfer.target().equals(target);
    }
}
