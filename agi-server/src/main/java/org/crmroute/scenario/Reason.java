package org.crmroute.scenario;

/** Why a call was decided so: the dialplan's {@code CRM_REASON}. */
public enum Reason {
    /** A rule matched and has somewhere to go. */
    RULE_MATCH,
    /** The caller is known; no rule matched. */
    NO_MATCH,
    /** The CRM does not know the number; no rule matched. */
    UNKNOWN_CALLER,
    /** The number is withheld; no rule matched. */
    ANONYMOUS,
    /** The scenario is switched off. */
    SCENARIO_DISABLED,
    /** The integration with the CRM is switched off. */
    INTEGRATION_DISABLED,
    /** A rule matched, but none of its steps can be reached (dismissed, no inner number). */
    NO_TARGET,
    /** The decision was not there in time. */
    DEADLINE,
    /** The decision could not be made; the log says why. */
    ERROR
}
