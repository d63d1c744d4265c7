package org.crmroute.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drafts in a map. */
final class MemoryDrafts implements Drafts {

    private final Map<String, Draft> drafts = new HashMap<>();

    @Override
    public Optional<Draft> find(String scenario, String author) {
        return Optional.ofNullable(drafts.get(scenario + " " + author));
    }

    @Override
    public List<Entry> list() {
        return drafts.values().stream()
                .map(d -> new Entry(d.scenario(), d.author(), d.base(), d.at()))
                .toList();
    }

    @Override
    public Optional<Draft> save(Draft draft) {
        long kept = find(draft.scenario(), draft.author()).map(Draft::revision).orElse(0L);
        if (kept != draft.revision()) {
            return Optional.empty();
        }
        Draft next = new Draft(
                draft.scenario(),
                draft.author(),
                draft.base(),
                kept + 1,
                draft.at(),
                draft.text(),
                draft.before(),
                draft.aside());
        drafts.put(draft.scenario() + " " + draft.author(), next);
        return Optional.of(next);
    }

    @Override
    public boolean delete(String scenario, String author, long revision) {
        return find(scenario, author).filter(d -> d.revision() == revision).isPresent()
                && drafts.remove(scenario + " " + author) != null;
    }
}
