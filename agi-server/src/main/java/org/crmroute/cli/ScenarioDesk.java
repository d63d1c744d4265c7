package org.crmroute.cli;

import java.util.Optional;
import org.crmroute.runtime.yaml.Source;

/** Where a scenario is checked and put in force. */
public interface ScenarioDesk {

    /** Reads and compiles it against the CRM's catalogue; changes nothing. */
    Outcome check(Source source);

    /** Checks it, stores it as a new version and makes that the active one; or, with an error in it, does nothing. */
    Outcome apply(Source source, String author);

    /**
     * A version in YAML with ids shown as names.
     *
     * @param version empty: the active one
     * @return empty when there is none of that name, or number
     */
    Optional<String> show(String scenario, Optional<Long> version);

    /**
     * What came of it.
     *
     * @param text for people, with place and caret where something is wrong
     * @param good false when the scenario cannot be used
     */
    record Outcome(String text, boolean good) {}
}
