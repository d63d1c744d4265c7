package org.crmroute.transfer.engine;

/** Is told of every transfer that came into another state, after that was saved. Returns at once and never throws. */
@FunctionalInterface
public interface TransferListener {

    void changed(Transfer transfer);
}
