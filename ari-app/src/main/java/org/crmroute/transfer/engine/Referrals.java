package org.crmroute.transfer.engine;

/** Decides on transfers that phones ask for by REFER while their call is in our application. Blocks, for 5 seconds at most. */
public interface Referrals {

    /** Decides that nothing is begun. */
    Referrals NONE = new Referrals() {
        @Override
        public boolean begin(String transferor, String dialled) {
            return false;
        }

        @Override
        public boolean join(String transferor, String party) {
            return false;
        }
    };

    /**
     * Begins a blind transfer, if that can be.
     *
     * @param transferor unique id of the phone's channel
     * @param dialled what was dialled, hostile text
     * @return whether it has begun
     */
    boolean begin(String transferor, String dialled);

    /**
     * Completes an attended transfer for which the phone has consulted somebody by itself, if that can be.
     *
     * @param transferor unique id of the phone's channel that talks to the customer
     * @param party unique id of the channel whom the phone talks to on its other line
     * @return whether the two are being joined; then nothing of the transferor is needed any more
     */
    boolean join(String transferor, String party);
}
