package org.crmroute.routing;

import java.util.Optional;

/** What somebody is writing, and nobody else's calls follow yet. */
@FunctionalInterface
public interface DraftTexts {

    /** The YAML of an author's draft as it stands, finished or not; empty when there is none. */
    Optional<String> draftText(String scenario, String author);
}
