package org.crmroute.transfer.transfer;

import java.util.Locale;

/**
 * How a transfer ended.
 *
 * @param reason a {@link Hangup#word()}, a sentence of our own, or empty
 */
public record Outcome(Result result, String reason) {

    /** In one word. */
    public enum Result {
        /** Customer and target were connected. */
        COMPLETED,
        /** The target could not be had; customer and transferor were connected again. */
        RETURNED,
        /** The target could not be had and the transferor was gone; the dialplan has the customer. */
        GIVEN_BACK,
        /** The transferor took the customer back. */
        CANCELLED,
        /** The customer hung up. */
        ABANDONED,
        /** It could not be done. */
        FAILED;

        /** As the API and the store write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome of(Result result) {
        return new Outcome(result, "");
    }

    static Outcome of(Result result, Hangup why) {
        return new Outcome(result, why.word());
    }
}
