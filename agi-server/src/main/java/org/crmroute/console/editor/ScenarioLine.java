package org.crmroute.console.editor;

import java.util.List;

/**
 * A scenario in the list.
 *
 * @param version the one in force; 0 when there is none yet
 * @param author who put it in force, and when: empty when none is
 * @param enabled whether it is switched on
 * @param warnings rules out of force
 * @param hits calls it decided today; empty where nobody counts
 * @param mine whether the reader has a draft of it
 * @param others who else is changing it
 */
public record ScenarioLine(
        String name,
        long version,
        String author,
        String at,
        boolean enabled,
        List<String> dids,
        int rules,
        int warnings,
        String hits,
        boolean mine,
        List<String> others) {}
