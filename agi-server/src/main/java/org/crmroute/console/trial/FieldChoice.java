package org.crmroute.console.trial;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;
import org.crmroute.scenario.Subject;

/**
 * A field that can be supposed to hold something else.
 *
 * @param path as scenarios write it: {@code deal.stage}
 * @param name Bitrix24's upper-case name
 * @param title the CRM's label
 * @param choices what it can hold; empty when that is not a closed set
 * @param people whether the choices are employees: many, picked by name
 */
record FieldChoice(
        String path,
        EntityType entity,
        String name,
        String title,
        boolean multiple,
        List<Choice> choices,
        boolean people) {

    /** All fields there are, by entity and title; without their choices. */
    static List<FieldChoice> all(Catalog catalog) {
        return catalog.fields().stream()
                .filter(field -> !field.name().equals("ID"))
                .map(field -> of(field, List.of()))
                .sorted(Comparator.comparing(FieldChoice::entity).thenComparing(f -> f.title.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** A field by its path, by Bitrix24's name for it, or by a title that no other field has. */
    static Optional<FieldChoice> find(Catalog catalog, String written) {
        Collection<Field> fields = catalog.fields();
        List<Field> byPath = fields.stream()
                .filter(f -> path(f).equals(written) || f.path().equals(written))
                .toList();
        List<Field> found = byPath.isEmpty()
                ? fields.stream()
                        .filter(f -> f.title().equalsIgnoreCase(written))
                        .toList()
                : byPath;
        return found.size() == 1
                ? Optional.of(of(found.getFirst(), choices(catalog, found.getFirst())))
                : Optional.empty();
    }

    private static FieldChoice of(Field field, List<Choice> choices) {
        String title = field.title().isBlank() ? path(field) : field.title();
        return new FieldChoice(
                path(field),
                field.entity(),
                field.name(),
                title,
                field.multiple(),
                choices,
                field.type() == FieldType.EMPLOYEE || field.name().equals("ASSIGNED_BY_ID"));
    }

    private static String path(Field field) {
        return new Subject.OfRecord(field.entity(), field.name()).path();
    }

    private static List<Choice> choices(Catalog catalog, Field field) {
        return switch (path(field)) {
            case "deal.funnel" ->
                catalog.funnels().stream()
                        .map(f -> new Choice(Long.toString(f.id()), f.name()))
                        .toList();
            case "deal.stage" ->
                catalog.funnels().stream()
                        .flatMap(f -> f.stages().stream().map(s -> new Choice(s.id(), f.name() + " / " + s.name())))
                        .toList();
            case "lead.stage" ->
                catalog.leadStages().stream()
                        .map(s -> new Choice(s.id(), s.name()))
                        .toList();
            default -> other(catalog, field);
        };
    }

    private static List<Choice> other(Catalog catalog, Field field) {
        boolean people = field.type() == FieldType.EMPLOYEE || field.name().equals("ASSIGNED_BY_ID");
        if (people) {
            return catalog.staff().employees().stream()
                    .sorted(Comparator.comparing(e -> e.name().toLowerCase(Locale.ROOT)))
                    .map(e -> new Choice(Long.toString(e.id()), e.name()))
                    .toList();
        }
        return field.type() == FieldType.YES_NO ? List.of(new Choice("Y", "✓"), new Choice("N", "✗")) : field.choices();
    }

    /** What was picked, as the CRM would hold it: an id for the name of an employee. */
    List<String> held(List<String> written) {
        Stream<String> filled = written.stream().map(String::strip).filter(value -> !value.isEmpty());
        if (people) {
            filled = filled.map(value -> choices.stream()
                    .filter(choice -> choice.name().equalsIgnoreCase(value))
                    .map(Choice::id)
                    .findFirst()
                    .orElse(value));
        }
        return multiple ? filled.toList() : filled.limit(1).toList();
    }
}
