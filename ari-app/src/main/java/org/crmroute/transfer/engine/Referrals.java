package org.crmroute.transfer.engine;

/** Decides on transfers that phones ask for by REFER while their call is in our application. */
public interface Referrals {

    /**
     * Begins a blind transfer, if that can be. Blocks, for 5 seconds at most.
     *
     * @param transferor unique id of the phone's channel
     * @param dialled what was dialled, hostile text
     * @return whether it has begun
     */
    boolean begin(String transferor, String dialled);
}
