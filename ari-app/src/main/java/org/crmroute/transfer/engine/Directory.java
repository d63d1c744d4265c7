package org.crmroute.transfer.engine;

import org.crmroute.transfer.transfer.Target;

/** Knows whom one can ring. */
public interface Directory {

    /**
     * Whether a target exists, before a call is touched for it. Blocks, for 5 seconds at most.
     *
     * @throws SwitchboardException when that cannot be found out now
     */
    Answer find(Target target) throws SwitchboardException;

    /** What is known of a target. */
    sealed interface Answer {

        /** It can be rung; whether somebody answers is another matter. */
        record Exists() implements Answer {}

        /**
         * It cannot.
         *
         * @param reason completes "queue:sales …": {@code is no queue of this Asterisk}
         */
        record Unknown(String reason) implements Answer {}
    }
}
