package org.crmroute.scenario;

/** What a condition, or a rule, says of a caller. */
public enum Verdict {
    MATCH,
    NO_MATCH,
    /** It speaks of something that is gone from the CRM; the rule is out of force. */
    UNKNOWN;

    static Verdict of(boolean matches) {
        return matches ? MATCH : NO_MATCH;
    }
}
