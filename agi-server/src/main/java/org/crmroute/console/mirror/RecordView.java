package org.crmroute.console.mirror;

import java.util.List;

/**
 * What the mirror holds of a record, in the reader's words.
 *
 * @param path of its page
 * @param name {@code deal:77}
 * @param title as people know it; empty when it is not held
 * @param held whether the mirror holds it
 * @param state that, and since when it is so
 */
public record RecordView(
        String path, String name, String title, boolean held, String state, Fetching fetching, List<Field> fields) {

    /** Whether the portal is being asked for it. */
    public enum Fetching {
        /** It was, or nobody wanted it. */
        DONE,
        /** It will be in a moment. */
        WAITS,
        /** It will be once the integration is switched on. */
        SWITCHED_OFF,
        /** There is no portal to be asked. */
        IMPOSSIBLE
    }

    public boolean waits() {
        return fetching == Fetching.WAITS;
    }

    /**
     * A field that is filled in.
     *
     * @param label the CRM's own
     * @param path as scenarios write it
     * @param value with names where the CRM has names
     */
    public record Field(String label, String path, String value) {}
}
