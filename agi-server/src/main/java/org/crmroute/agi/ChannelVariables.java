package org.crmroute.agi;

/**
 * Every channel variable the server sets, in the order in which they are set. Names and order are a contract with the
 * dialplan; {@link #STATUS} comes last, so whoever finds it set may trust all the others.
 */
final class ChannelVariables {

    static final String TARGET = "CRM_TARGET";
    static final String TARGET_TYPE = "CRM_TARGET_TYPE";
    static final String TARGET_ID = "CRM_TARGET_ID";
    static final String TARGET_TIMEOUT = "CRM_TARGET_TIMEOUT";
    static final String STEPS = "CRM_STEPS";
    /** Followed by the step's number, from 1. */
    static final String STEP = "CRM_STEP_";

    static final String PRIORITY = "CRM_PRIORITY";
    static final String CALLER_NAME = "CRM_CALLER_NAME";
    static final String RECORD = "CRM_RECORD";
    static final String RULE = "CRM_RULE";
    static final String REASON = "CRM_REASON";
    static final String DECISION = "CRM_DECISION";
    static final String STATUS = "CRM_STATUS";

    /** Steps beyond this many are not given to the dialplan: each costs a round trip, and a caller has hung up by then. */
    static final int MOST_STEPS = 9;

    private ChannelVariables() {}

    /** A variable and what it is set to. */
    record Assignment(String name, String value) {}
}
