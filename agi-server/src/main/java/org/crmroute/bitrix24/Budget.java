package org.crmroute.bitrix24;

/** What a request is for. Each may use only a part of what the portal allows, so that none starves another. */
public enum Budget {
    /** What keeps the mirror current: first in everything. */
    LIVE,
    /** A full synchronisation: all that LIVE leaves. */
    BULK,
    /** The rolling re-read: at most a quarter. */
    SWEEP,
    /** One unknown caller: a small allowance of its own, and never a wait for room. */
    LOOKUP
}
