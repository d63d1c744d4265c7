package org.crmroute.console.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /**
     * An entry of the navigation.
     *
     * @param paths of its pages; the first is where it leads
     */
    public record Place(String key, List<String> paths) {

        Place(String key, String... paths) {
            this(key, List.of(paths));
        }

        public String path() {
            return paths.getFirst();
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("page.overview", "/"),
            new Place("page.scenarios", "/scenarios"),
            new Place("page.warnings", "/warnings"),
            new Place("page.test", "/test"),
            new Place("page.calls", "/calls"),
            new Place("page.live", "/live"),
            new Place("page.mirror", "/mirror"));
    private static final Place PEOPLE = new Place("page.people", "/people", "/tokens", "/audit");

    /** Those the reader may go to. */
    public List<Place> places() {
        return isAdmin() ? Stream.concat(PLACES.stream(), Stream.of(PEOPLE)).toList() : PLACES;
    }

    /** Whether the reader is at that place or below it. */
    public boolean at(Place place) {
        return place.paths.stream().anyMatch(p -> path.equals(p) || (!p.equals("/") && path.startsWith(p + "/")));
    }

    /** What the place is called where the reader is; empty for pages outside the navigation. */
    public String here() {
        return places().stream()
                .filter(this::at)
                .map(place -> say(place.key()))
                .findFirst()
                .orElse("");
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
