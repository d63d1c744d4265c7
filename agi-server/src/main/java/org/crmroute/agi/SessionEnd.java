package org.crmroute.agi;

/** How a session ended. */
public enum SessionEnd {
    /** All variables were taken by Asterisk. */
    ANSWERED,
    /** The caller hung up before all variables were set. */
    HUNG_UP,
    /** Something connected and closed without a word. */
    PROBE,
    /** The peer closed in the middle of its request. */
    INCOMPLETE,
    /** The peer closed, or the connection broke, before all variables were taken. */
    LOST,
    /** The session's time was up. */
    TIMED_OUT,
    /** The peer sent more than a request can be. */
    OVERSIZED,
    /** Asterisk did not take a variable. */
    BAD_REPLY,
    /** The URL asked for something else than {@code route}. */
    UNKNOWN_SCRIPT,
    /** A fault of ours; the log has it. */
    FAILED
}
