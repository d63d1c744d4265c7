package org.crmroute.console.page;

import java.util.List;
import java.util.Optional;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;

/**
 * What the frame of a page shows; every template gets one as {@code page}.
 *
 * @param words in the reader's language
 * @param visit who reads it; empty before signing in
 * @param path of the request, to mark where the reader is
 * @param warnings rules out of force, for the navigation
 * @param integration whether calls are decided by the CRM's data at all
 * @param assets the files for the browser
 */
public record Page(
        Words words,
        Optional<Visit> visit,
        String path,
        Theme theme,
        int warnings,
        boolean integration,
        Assets assets) {

    /** An entry of the navigation. */
    public record Place(String path, String key) {}

    private static final List<Place> PLACES = List.of(
            new Place("/", "page.overview"),
            new Place("/scenarios", "page.scenarios"),
            new Place("/warnings", "page.warnings"),
            new Place("/test", "page.test"),
            new Place("/calls", "page.calls"),
            new Place("/live", "page.live"),
            new Place("/mirror", "page.mirror"));

    public List<Place> places() {
        return PLACES;
    }

    /** Whether the reader is at that place or below it. */
    public boolean at(Place place) {
        return path.equals(place.path) || (!place.path.equals("/") && path.startsWith(place.path + "/"));
    }

    public String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }

    public boolean isAdmin() {
        return visit.filter(v -> v.person().role().includes(Role.ADMIN)).isPresent();
    }

    /** For the hidden field of a form; empty before signing in. */
    public String csrf() {
        return visit.map(Visit::csrf).orElse("");
    }
}
