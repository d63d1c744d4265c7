package org.crmroute.portal;

/** A REST method. */
interface Method {

    /**
     * Does it.
     *
     * @throws RestError if it cannot be done
     */
    Answer call(Parameters parameters, Caller caller);
}
