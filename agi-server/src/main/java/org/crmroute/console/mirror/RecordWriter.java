package org.crmroute.console.mirror;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.Stage;

/** Puts a record into the reader's words. */
final class RecordWriter {

    private static final int MOST_SHOWN = 500;

    private final Words words;
    private final ZoneId zone;

    RecordWriter(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    RecordView view(
            RecordRef ref, Optional<CrmRecord> record, Supplier<Catalog> catalog, RecordView.Fetching fetching) {
        String state = record.map(this::state).orElse(words.say("mirror.record.none"));
        List<RecordView.Field> fields =
                record.map(r -> fields(r, catalog.get())).orElse(List.of());
        return new RecordView(
                RecordPages.path(ref),
                ref.toString(),
                record.map(RecordWriter::title).orElse(""),
                record.isPresent(),
                state,
                fetching,
                fields);
    }

    private String state(CrmRecord record) {
        String changed = words.say("mirror.record.changed", words.moment(record.updated(), zone));
        if (record.entity() == EntityType.DEAL || record.entity() == EntityType.LEAD) {
            return words.say(record.open() ? "mirror.record.open" : "mirror.record.closed") + ", " + changed;
        }
        return changed;
    }

    private static String title(CrmRecord record) {
        return record.text("TITLE")
                .orElseGet(() -> List.of("NAME", "SECOND_NAME", "LAST_NAME").stream()
                        .flatMap(name -> record.text(name).stream())
                        .collect(Collectors.joining(" ")));
    }

    private List<RecordView.Field> fields(CrmRecord record, Catalog catalog) {
        List<RecordView.Field> fields = new ArrayList<>();
        for (Map.Entry<String, Object> entry : new TreeMap<>(record.fields()).entrySet()) {
            Optional<Field> field = catalog.field(record.entity(), entry.getKey());
            String value = value(entry.getValue(), field, catalog);
            if (!value.isEmpty()) {
                fields.add(new RecordView.Field(
                        field.map(Field::title).filter(t -> !t.isBlank()).orElse(entry.getKey()),
                        record.entity().word() + "." + entry.getKey(),
                        value));
            }
        }
        fields.sort(Comparator.comparing(RecordView.Field::label, String.CASE_INSENSITIVE_ORDER));
        return fields;
    }

    private static String value(Object raw, Optional<Field> field, Catalog catalog) {
        List<?> elements = raw instanceof List<?> list ? list : List.of(raw);
        String text = elements.stream()
                .map(String::valueOf)
                .filter(element -> !element.isEmpty())
                .map(element -> field.flatMap(f -> name(element, f, catalog))
                        .map(name -> name + " (" + element + ")")
                        .orElse(element))
                .collect(Collectors.joining(", "));
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    /** What the CRM calls a value. */
    private static Optional<String> name(String id, Field field, Catalog catalog) {
        FieldType type = field.type();
        return switch (type) {
            case OPTION, STATUS ->
                field.choices().stream()
                        .filter(choice -> choice.id().equals(id))
                        .map(Choice::name)
                        .findFirst();
            case FUNNEL -> number(id).flatMap(catalog::funnel).map(Funnel::name);
            case STAGE ->
                catalog.stages(field.entity())
                        .filter(stage -> stage.id().equals(id))
                        .map(Stage::name)
                        .findFirst();
            case EMPLOYEE ->
                number(id).flatMap(user -> catalog.staff().employee(user)).map(Employee::name);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> number(String id) {
        return id.length() <= 18 && !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Long.parseLong(id))
                : Optional.empty();
    }
}
