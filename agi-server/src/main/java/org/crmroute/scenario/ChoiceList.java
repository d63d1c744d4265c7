package org.crmroute.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.crm.Field.Choice;

/** What a field can hold, and what to call each of it so that it is not taken for a namesake. */
final class ChoiceList {

    static final ChoiceList NONE = new ChoiceList(List.of(), List.of());

    private final List<Choice> all;
    private final List<Choice> qualified;
    private final Map<String, Choice> byId = new HashMap<>();
    /** By id, names that only one choice has; namesakes without a longer name of their own are left out. */
    private final Map<String, String> telling = new HashMap<>();

    /** @param qualified the same under longer names, to tell namesakes apart; may be empty */
    ChoiceList(List<Choice> all, List<Choice> qualified) {
        this.all = List.copyOf(all);
        this.qualified = List.copyOf(qualified);
        all.forEach(choice -> byId.putIfAbsent(choice.id(), choice));
        addTelling(this.all);
        addTelling(this.qualified);
    }

    private void addTelling(List<Choice> choices) {
        Map<String, Set<String>> named = new HashMap<>();
        choices.forEach(c ->
                named.computeIfAbsent(folded(c.name()), n -> new HashSet<>()).add(c.id()));
        for (Choice choice : choices) {
            String name = Kind.clean(choice.name());
            boolean passesForId = name.startsWith(Meanings.BY_ID) || (isId(name) && !name.equals(choice.id()));
            if (!name.isEmpty()
                    && !passesForId
                    && named.getOrDefault(folded(name), Set.of()).size() == 1) {
                telling.putIfAbsent(choice.id(), choice.name());
            }
        }
    }

    /** Equal for names that differ in letter case only. */
    private static String folded(String name) {
        return Kind.clean(name)
                .codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    List<Choice> all() {
        return all;
    }

    List<Choice> qualified() {
        return qualified;
    }

    boolean isId(String id) {
        return byId.containsKey(id);
    }

    /**
     * For readers: a choice's name; where others have the same, with the funnel's ({@code Sales / Negotiation}) or else
     * with the id ({@code Ivan Petrov (5)}). Empty when there is none with the id.
     */
    Optional<String> nameOf(String id) {
        return Optional.ofNullable(byId.get(id)).map(choice -> telling.getOrDefault(id, withId(choice)));
    }

    private static String withId(Choice choice) {
        return choice.name().isBlank() ? choice.id() : "%s (%s)".formatted(choice.name(), choice.id());
    }

    /** For scenarios: as {@link #nameOf}, but where no name tells a choice apart its id alone, {@code id:5}. */
    String written(String id) {
        return telling.getOrDefault(id, Meanings.BY_ID + id);
    }

    /** All of them under the names that readers see. */
    List<Choice> named() {
        return all.stream()
                .map(c -> new Choice(c.id(), nameOf(c.id()).orElse(c.name())))
                .toList();
    }
}
