package org.crmroute.scenario;

import java.util.List;
import org.crmroute.crm.Field.Choice;

/** Tells what an author means by a name or an id. */
final class Meanings {

    /** Before an id that would pass for a name, or for one of several. */
    static final String BY_ID = "id:";

    private Meanings() {}

    /** What a value can mean: by id, by name among the near choices, by name among all, by qualified name. */
    static List<Choice> of(Expression.Value value, ChoiceList near, ChoiceList all) {
        if (isId(value)) {
            return all.all().stream()
                    .filter(c -> c.id().equals(idOf(value)))
                    .limit(1)
                    .toList();
        }
        List<Choice> fitting = fitting(value.text(), near.all());
        if (fitting.isEmpty()) {
            fitting = fitting(value.text(), all.all());
        }
        if (fitting.isEmpty()) {
            List<String> ids = fitting(value.text(), all.qualified()).stream()
                    .map(Choice::id)
                    .toList();
            fitting = all.all().stream().filter(c -> ids.contains(c.id())).toList();
        }
        return fitting;
    }

    /** Whether a value says an id and nothing else. */
    static boolean isId(Expression.Value value) {
        return value.name().isPresent() || value.text().startsWith(BY_ID);
    }

    static String idOf(Expression.Value value) {
        return value.text().startsWith(BY_ID) ? value.text().substring(BY_ID.length()) : value.text();
    }

    /** By id or exact name; letter case is forgiven only when nothing fits exactly. */
    private static List<Choice> fitting(String written, List<Choice> choices) {
        String name = Kind.clean(written);
        List<Choice> exact = choices.stream()
                .filter(c -> c.id().equals(name) || Kind.clean(c.name()).equals(name))
                .toList();
        return exact.isEmpty()
                ? choices.stream()
                        .filter(c -> Kind.clean(c.name()).equalsIgnoreCase(name))
                        .toList()
                : exact;
    }
}
