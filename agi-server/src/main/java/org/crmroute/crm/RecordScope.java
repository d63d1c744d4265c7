package org.crmroute.crm;

/** Which deals, or leads, of a caller count. */
public enum RecordScope {
    /** Those still being worked on. */
    OPEN,
    /** All, open ones first. */
    ALL,
    /** The one that changed last, open or closed. */
    NEWEST
}
