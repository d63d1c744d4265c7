package org.crmroute.scenario.sketch;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.YamlNode;

/** Which part of a sketch stands where in its document: leads from what is wrong in the text to the field of a form. */
public final class Places {

    private final Map<Position, Place> noted = new HashMap<>();
    /** The same in the order of the document, once somebody asks. */
    private Optional<NavigableMap<Position, Place>> ordered = Optional.empty();

    Places() {}

    /** A place begins here; what is noted later is further inside. */
    void note(Position at, Place place) {
        noted.put(at, place);
    }

    /**
     * A node belongs there, with all that is in it and is not noted itself: what is further inside stands behind its key or
     * its item, which are noted again where a part that was noted ends.
     */
    void noteAll(YamlNode node, Place place) {
        note(node.at(), place);
        switch (node) {
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    note(entry.key().at(), place);
                    note(entry.value().at(), place);
                });
            case YamlNode.Sequence sequence -> sequence.items().forEach(item -> note(item.at(), place));
            case YamlNode.Text text -> {}
            case YamlNode.Nothing nothing -> {}
        }
    }

    /** What stands at a position, or begins last before it. */
    public Place at(Position position) {
        NavigableMap<Position, Place> places = ordered.orElseGet(() -> new TreeMap<>(noted));
        ordered = Optional.of(places);
        return Optional.ofNullable(places.floorEntry(position))
                .map(Map.Entry::getValue)
                .orElse(Place.SETTINGS);
    }
}
