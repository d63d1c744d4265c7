package org.crmroute.scenario;

/** How a call was decided, in one word: the dialplan's {@code CRM_STATUS}. */
public enum Status {
    /** A rule matched. */
    ROUTED,
    /** Nothing matched, or nothing was to be matched: the scenario's Others. */
    OTHERS,
    /** We could not decide; the Others steps are given when they are known. */
    FAILED
}
