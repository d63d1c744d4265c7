package org.crmroute.crm;

/**
 * A stage of a funnel, or of leads.
 *
 * @param id {@code C5:NEW}, {@code WON}, {@code IN_PROCESS}
 * @param name shown to people
 * @param sort its place among its neighbours
 * @param meaning whether records in it are still being worked on
 */
public record Stage(String id, String name, int sort, Meaning meaning) {

    /** Bitrix24's {@code SEMANTICS}: null, {@code S}, {@code F}. */
    public enum Meaning {
        IN_PROGRESS,
        WON,
        LOST
    }
}
